import { ProblemError, problemOf } from './problem.ts'

/** What is asked for; parts that are empty, `null` or `undefined` are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

const csrfHeader = 'x-stancewire-csrf'
let csrf: string | null = null

/** Remembers what shows that a change comes from this page; `null` where nobody is logged in. */
export function keepCsrf(token: string | null): void {
  csrf = token
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

/** Changes something; answers `undefined` where there is no body. Rejects with a {@link ProblemError}. */
export async function send<Answer = void>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
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
  if (!response.ok) throw await problemOf(response)
  return response
}
