import { join } from 'node:path'
import { openDatabase, openTokens } from '@stancewire/read-model'
import type { TestLine } from './line.ts'
import { until } from './until.ts'

/** How a request was answered. */
export type Answered = {
  readonly status: number
  readonly headers: Headers
  readonly json: Readonly<Record<string, unknown>> & { readonly items?: readonly Readonly<Record<string, unknown>>[] }
  readonly sentAtMs: number
  readonly answeredAtMs: number
}

/** One who may submit to the API of a line. */
export type Submitter = {
  submit(what: 'urls' | 'articles', body: object, headers?: Readonly<Record<string, string>>): Promise<Answered>
  ask(path: string): Promise<Answered>
}

/** Issues a token, as the command does, and finds the API that was started last. */
export async function openSubmitter(line: TestLine): Promise<Submitter> {
  let base: string | undefined
  await until('the API listens', 10_000, async () => {
    const said = [...line.log().matchAll(/"url":"(http:\/\/127\.0\.0\.1:\d+)"[^\n]*"msg":"api"/g)]
    base = said.at(-1)?.[1]
    return base !== undefined
  })
  await using database = await openDatabase(join(line.folder, 'archive', 'archive.sqlite'))
  const { secret } = await openTokens(database).issue({ name: 'desk', role: 'submit', expiresMs: null })
  const request = async (path: string, init: RequestInit): Promise<Answered> => {
    const sentAtMs = performance.now()
    const response = await fetch(`${base}${path}`, init)
    const json = (await response.json()) as Answered['json']
    return { status: response.status, headers: response.headers, json, sentAtMs, answeredAtMs: performance.now() }
  }
  const authorization = `Bearer ${secret}`
  return {
    submit: (what, body, headers = {}) =>
      request(`/v1/${what}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    ask: (path) => request(path, { headers: { authorization } }),
  }
}
