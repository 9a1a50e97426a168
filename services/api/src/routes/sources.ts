import { type Database, readLastRuns, readSourceYields } from '@stancewire/read-model'
import type { FeedState } from '@stancewire/storage'
import { z } from 'zod'
import { LineAwayError } from '../line-connection.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, paging } from './asked.ts'
import { Pause } from './pauses.ts'

const Source = z.object({
  id: z.string(),
  /** Without a name and password that may stand in it. */
  url: z.string(),
  outlet: z.string().nullable(),
  everySeconds: z.number(),
  /** How polling goes; `null` while Redis, which knows, is away. */
  feed: z
    .object({
      lastPolledAt: z.string().nullable(),
      /** When its items were last all offered. */
      lastReadAt: z.string().nullable(),
      /** Polls that failed since one that did not. */
      failures: z.int(),
    })
    .nullable(),
  /** `null` also while Redis is away. */
  pause: Pause.nullable(),
  runs: z.object({ lastDay: z.int(), lastWeek: z.int() }),
  /** Of these runs, those that brought an article. */
  articles: z.object({ lastDay: z.int(), lastWeek: z.int() }),
  lastRun: z
    .object({
      urlId: z.string(),
      run: z.int(),
      url: z.string(),
      endedAt: z.string(),
      endedBy: z.string(),
      reason: z.string().nullable(),
    })
    .nullable(),
})

const Line = z.enum(['there', 'away'])
type Configured = Deps['sources'][number]

/** The sources of the settings, how polling them goes, and what comes of them. */
export function sourceRoutes(server: TypedServer, deps: Deps): void {
  const { sources } = deps
  const sorted = [...sources].sort((a, b) => (a.id < b.id ? -1 : 1))
  server.get(
    '/sources',
    {
      schema: {
        summary: 'The sources of the settings, by id: when each was polled, whether it is paused, what came of it',
        querystring: z.strictObject({
          ...paging,
          cursor: z.string().max(200).optional().describe('`next` of the page before'),
        }),
        response: answers(z.object({ items: z.array(Source), next: z.string().nullable(), line: Line })),
      },
    },
    async ({ query: { limit, cursor } }) => {
      const begin = cursor === undefined ? 0 : sorted.findIndex(({ id }) => id > cursor)
      const rest = begin === -1 ? [] : sorted.slice(begin)
      const page = rest.slice(0, limit)
      const next = rest.length > limit ? (page.at(-1)?.id ?? null) : null
      return { ...(await describe(page, deps)), next }
    },
  )
  server.get(
    '/sources/:id',
    {
      schema: {
        summary: 'One source of the settings',
        params: z.object({ id: z.string().min(1).max(200) }),
        response: answers(z.object({ ...Source.shape, line: Line })),
      },
    },
    async ({ params: { id } }, reply) => {
      const { items, line } = await describe(
        sources.filter((source) => source.id === id),
        deps,
      )
      const [source] = items
      return source ? { ...source, line } : (problem(reply, 404, { detail: `no source ${id}` }) as never)
    },
  )
}

/** Joins what the settings, the line and the archive know of sources. */
async function describe(some: readonly Configured[], { database, pausing, readFeeds }: Deps) {
  const ids = some.map(({ id }) => id)
  const [came, feeds, pauses] = await Promise.all([
    readCame(database, ids),
    unlessAway(readFeeds(ids)),
    unlessAway(pausing.of(ids.map((id) => ({ kind: 'source', name: id })))),
  ])
  const items = some.map((source, at) => ({
    id: source.id,
    url: withoutUser(source.url),
    outlet: source.outlet ?? null,
    everySeconds: source.everySeconds,
    feed: toFeed(feeds?.[at]),
    pause: pauses?.[at] ?? null,
    ...came(source.id),
  }))
  return { items, line: feeds && pauses ? ('there' as const) : ('away' as const) }
}

async function readCame(database: Database, ids: readonly string[]) {
  const [yields, lasts] = await Promise.all([readSourceYields(database, ids, Date.now()), readLastRuns(database, ids)])
  return (id: string) => {
    const came = yields.find(({ sourceId }) => sourceId === id)
    const last = lasts.find(({ sourceId }) => sourceId === id)
    return {
      runs: { lastDay: came?.runsOfDay ?? 0, lastWeek: came?.runsOfWeek ?? 0 },
      articles: { lastDay: came?.articlesOfDay ?? 0, lastWeek: came?.articlesOfWeek ?? 0 },
      lastRun: last ? { ...last, endedAt: new Date(last.endedMs).toISOString() } : null,
    }
  }
}

function toFeed(state: FeedState | undefined) {
  return state ? { lastPolledAt: state.polledAt, lastReadAt: state.readAt, failures: state.failures } : null
}

async function unlessAway<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof LineAwayError) return undefined
    throw error
  })
}

function withoutUser(address: string): string {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}
