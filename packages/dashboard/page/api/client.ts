import { ProblemError, problemOf } from './problem.ts'

/** What is asked for; parts that are empty, `null` or `undefined` are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

const csrfHeader = 'x-stancewire-csrf'
let csrf: string | null = null
let askSession = async (): Promise<void> => {}

const sessionPath = '/v1/session'
const notDone = 'Nothing was changed'

/** Remembers what shows that a change comes from this page; `null` where nobody is logged in. */
export function keepCsrf(token: string | null): void {
  csrf = token
}

/** Remembers how to ask anew who is logged in: somebody else may be, since another tab. */
export function askSessionBy(ask: () => Promise<void>): void {
  askSession = ask
}

/** A path with its query, as the API and the address bar take it. */
export function withQuery(path: string, query: Query = {}): string {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  )
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`
}

/** Asks the API; rejects with a {@link ProblemError}. */
export async function get<Answer>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer> {
  const response = await ask(withQuery(path, query), { ...(signal ? { signal } : {}) })
  return (await response.json()) as Answer
}

/** Asks for JSON, one a line; rejects with a {@link ProblemError}. */
export async function getLines<Line>(path: string, query?: Query, signal?: AbortSignal): Promise<Line[]> {
  const response = await ask(withQuery(path, query), { ...(signal ? { signal } : {}) })
  const lines = (await response.text()).split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line)
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Changes something; answers `undefined` where there is no body. Rejects with a {@link ProblemError}: also where who is logged in is nobody any more, or
 * somebody else, since another tab. Nothing is done as somebody else unasked.
 */
export async function send<Answer = void>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const shown = csrf
  try {
    return await sendOnce<Answer>(method, path, body)
  } catch (error) {
    if (!(error instanceof ProblemError) || shown === null || (error.status !== 401 && error.status !== 403))
      throw error
    await askSession()
    if (csrf === shown) throw error
    throw csrf === null
      ? new ProblemError(401, 'You were logged out', `${notDone}: log in again.`)
      : new ProblemError(403, 'Another tab has logged in', `${notDone}: do it again if it is still what you want.`)
  }
}

async function sendOnce<Answer>(method: Method, path: string, body: unknown): Promise<Answer> {
  const headers = {
    ...(csrf === null ? {} : { [csrfHeader]: csrf }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const response = await ask(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } }).catch(
    (error: unknown) => {
      if (init.signal?.aborted) throw error
      throw new ProblemError(0, 'The API is not reached', 'It may be restarting, or the network is away.')
    },
  )
  // Whoever is not let in any more has to know.
  if (response.status === 401 && csrf !== null && path !== sessionPath && init.method === undefined) void askSession()
  if (!response.ok) throw await problemOf(response)
  return response
}
