import { openDatabase, openTokens, type Role } from '@stancewire/read-model'
import { archives } from '../faults/archives.ts'
import type { OpenApi } from '../openapi/document.ts'
import { openClient } from '../openapi/send.ts'
import { type Crowd, openCrowd } from './crowd.ts'
import { openCrowdLine, untilEnded } from './crowd-line.ts'
import { type TestLine, until } from './line.ts'

/** A line that has worked through a crowd, its archive, and its API as a client from outside meets it. */
export type ApiLine = AsyncDisposable & {
  readonly line: TestLine
  /** Where the API is. */
  readonly base: string
  readonly crowd: Crowd
  readonly client: ReturnType<typeof openClient>
  readonly document: OpenApi
  /** Headers by which a token of each role is shown; of `wrong`, one that nobody issued. */
  readonly bearers: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Hands in a page of the crowd under another address, which nobody asks. */
  submit(page: number, url: string): Promise<void>
}

const roles: readonly Role[] = ['read', 'submit', 'operate', 'admin']

/** Opens a line of so many pages, one in twenty of which fails, and waits until all of it is in the archive. */
export async function openApiLine(
  count: number,
  { openArchives }: (typeof archives)[number] = archives[0],
): Promise<ApiLine> {
  await using open = new AsyncDisposableStack()
  const crowd = open.use(await openCrowd(count, { isBroken: (at) => at % 20 === 3 }))
  const line = open.use(await openCrowdLine(crowd, { api: { requestsPerMinute: 1_000_000 } }))
  const place = await open.use(await openArchives(line)).next()
  await line.start('api', { env: place.env })
  await line.start('archive', { env: place.env })
  await line.startAll()
  const base = await baseOf(line)
  const client = open.use(openClient(base))
  const document = JSON.parse((await client.send({ method: 'GET', path: '/v1/openapi.json' })).text) as OpenApi
  await untilEnded(line, count, 120_000)
  await untilArchived({ line, client })
  const bearers = await issueTokens(place.url)
  const submit = async (page: number, url: string) => {
    const html = await (await fetch(new URL(`/page/${page}`, crowd.feedUrl))).text()
    const body = JSON.stringify({ articles: [{ html, url }], again: true })
    const headers = { ...bearers.submit, 'content-type': 'application/json' }
    const { status, text } = await client.send({ method: 'POST', path: '/v1/articles', headers, body })
    if (status !== 202) throw new Error(`an article is not taken: ${status} ${text}`)
  }
  const kept = open.move()
  return {
    ...{ line, base, crowd, client, document, bearers, submit },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Waits until the last event of the line can be asked for. */
export async function untilArchived({ line, client }: Pick<ApiLine, 'line' | 'client'>): Promise<void> {
  const last = (await line.events()).at(-1)?.id
  await until('all is in the archive', 20_000, async () => {
    return (await client.send({ method: 'GET', path: `/v1/events/${last}` })).status === 200
  })
}

async function baseOf(line: TestLine): Promise<string> {
  let base = ''
  await until('the API says where it is', 10_000, async () => {
    base = /"url":"(http:\/\/127\.0\.0\.1:\d+)"[^\n]*"msg":"api"/.exec(line.log())?.[1] ?? ''
    return base !== ''
  })
  return base
}

async function issueTokens(url: string): Promise<ApiLine['bearers']> {
  await using database = await openDatabase(url)
  const tokens = openTokens(database)
  const issued = roles.map(async (role) => {
    const { secret } = await tokens.issue({ name: `the-${role}`, role, expiresMs: null })
    return [role, { authorization: `Bearer ${secret}` }] as const
  })
  const wrong = { authorization: `Bearer stw_${'0'.repeat(43)}` }
  return { none: {}, wrong, ...Object.fromEntries(await Promise.all(issued)) }
}
