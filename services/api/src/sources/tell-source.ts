import { type Database, readLastRuns, readSourceYields, type SourceYield } from '@stancewire/read-model'
import type { FeedState } from '@stancewire/storage'
import { withoutLogin } from '@stancewire/url'
import { z } from 'zod'
import { Pause } from '../routes/pauses.ts'
import type { LookedAt } from './look-at-sources.ts'
import { sourceStates } from './source-state.ts'

/** A source as the API tells it. */
export const Source = z.object({
  id: z.string(),
  /** Without a name and password that may stand in it. */
  url: z.string(),
  outlet: z.string().nullable(),
  everySeconds: z.number(),
  /** `settings`: it stands in stancewire.yaml; `added`: while the line ran. */
  from: z.enum(['settings', 'added']),
  added: z.object({ by: z.string(), at: z.string() }).nullable(),
  state: z
    .enum(sourceStates)
    .describe(
      'paused: it, or its host; failing: three polls in a row or more; silent: see silence; backing-off: polled later than usual; new: not polled yet; unknown: Redis is away',
    ),
  /** How polling goes; `null` while Redis, which knows, is away. */
  feed: z
    .object({
      lastPolledAt: z.string().nullable(),
      /** When its items were last all offered. */
      lastReadAt: z.string().nullable(),
      /** Polls that failed since one that did not. */
      failures: z.int(),
      lastError: z.object({ at: z.string(), why: z.string() }).nullable().describe('Of the last poll that failed'),
      nextPollAt: z.string().nullable(),
      nextPollWhy: z
        .enum(['interval', 'backing-off', 'host-asked'])
        .nullable()
        .describe('backing-off: it failed more than once; host-asked: by Retry-After'),
      lastNewAt: z.string().nullable().describe('When a poll last brought something that was not known'),
      usualGapMs: z
        .number()
        .nullable()
        .describe('The longest time between two such polls, which counts half as much a week later'),
    })
    .nullable(),
  silence: z
    .object({ why: z.enum(['not-polled', 'nothing-new']), sinceAt: z.string().nullable() })
    .nullable()
    .describe('Of one that is silent: nobody polls it, or it has brought nothing for three times its usual gap'),
  /** `null` also while Redis is away. */
  pause: Pause.nullable(),
  /** Of the host that its feed lies on. */
  hostPause: Pause.nullable(),
  itemsPerDay: z
    .number()
    .describe(
      'Addresses that it brought in the last seven days, by the day: each once, however often it was run; of a source that is not there for seven days yet by those that it is, one at least',
    ),
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

/** Sources as the API tells them, with what the archive knows came of them. */
export async function tellSources(
  database: Database,
  some: readonly LookedAt[],
  nowMs = Date.now(),
): Promise<z.infer<typeof Source>[]> {
  const ids = some.map(({ source }) => source.id)
  const [yields, lasts] = await Promise.all([readSourceYields(database, ids, nowMs), readLastRuns(database, ids)])
  const yieldOf = new Map(yields.map((each) => [each.sourceId, each]))
  const lastOf = new Map(lasts.map((each) => [each.sourceId, each]))
  return some.map(({ source, feed, pause, hostPause, standing: { state, silentWhy } }) => {
    const came = yieldOf.get(source.id)
    const last = lastOf.get(source.id)
    const lastWeek = came?.runsOfWeek ?? 0
    const sinceAt = (silentWhy === 'not-polled' ? feed?.polledAt : feed?.newAt) ?? null
    return {
      ...{ id: source.id, url: withoutLogin(source.url), outlet: source.outlet ?? null },
      ...{ everySeconds: source.everySeconds, from: source.from, added: source.added, state, pause, hostPause },
      feed: toFeed(feed),
      silence: silentWhy === null ? null : { why: silentWhy, sinceAt },
      itemsPerDay: came ? byTheDay(came, source.added, nowMs) : 0,
      runs: { lastDay: came?.runsOfDay ?? 0, lastWeek },
      articles: { lastDay: came?.articlesOfDay ?? 0, lastWeek: came?.articlesOfWeek ?? 0 },
      lastRun: last ? { ...last, endedAt: new Date(last.endedMs).toISOString() } : null,
    }
  })
}

const dayMs = 86_400_000

function byTheDay({ urlsOfWeek, firstMs }: SourceYield, added: LookedAt['source']['added'], nowMs: number): number {
  const sinceMs = Math.min(firstMs, added ? Date.parse(added.at) : firstMs)
  const days = Math.min(7, Math.max(1, (nowMs - sinceMs) / dayMs))
  return Math.round((10 * urlsOfWeek) / days) / 10
}

function toFeed(state: FeedState | undefined) {
  if (!state) return null
  const { polledAt, readAt, failures, lastError, nextAt, nextWhy, newAt, usualGapMs } = state
  return {
    ...{ lastPolledAt: polledAt, lastReadAt: readAt, failures, lastError },
    ...{ nextPollAt: nextAt, nextPollWhy: nextWhy, lastNewAt: newAt, usualGapMs },
  }
}
