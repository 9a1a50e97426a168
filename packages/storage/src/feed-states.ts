import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'

/** What is remembered of a source between polls. */
export type FeedState = {
  readonly etag: string | null
  readonly lastModified: string | null
  /** Hash of the last body: the same body again is no news. */
  readonly bodyHash: string | null
  readonly polledAt: string | null
  /** When its items were last all offered, known or not: that keeps their marks. */
  readonly readAt: string | null
  readonly failures: number
  /** The address that all of this is of; `null` where an older version wrote it. */
  readonly url: string | null
  /** Why the last poll that failed did so, and when. */
  readonly lastError: { readonly at: string; readonly why: string } | null
  /** When it is polled next, and why then. */
  readonly nextAt: string | null
  readonly nextWhy: NextWhy | null
  /** When a poll last brought something that was not known. */
  readonly newAt: string | null
  /** The longest time between two polls that brought something, which counts half as much a week later; `null` before there were two. */
  readonly usualGapMs: number | null
  /** Polls that brought something. */
  readonly timesNew: number
}

/** Why a source is polled when it is: at its interval, later as it failed, or because its host named a time. */
export type NextWhy = 'interval' | 'backing-off' | 'host-asked'

/** What is remembered of a source that was never polled. */
export const untouchedFeed: FeedState = {
  etag: null,
  lastModified: null,
  bodyHash: null,
  polledAt: null,
  readAt: null,
  failures: 0,
  url: null,
  lastError: null,
  nextAt: null,
  nextWhy: null,
  newAt: null,
  usualGapMs: null,
  timesNew: 0,
}

/** The states of all sources. */
export type FeedStates = {
  read(sourceId: string): Promise<FeedState>
  /** Those of several sources, each in its place. */
  readAll(sourceIds: readonly string[]): Promise<FeedState[]>
  write(sourceId: string, state: FeedState): Promise<void>
  forget(sourceId: string): Promise<void>
}

/** Opens the feed states under this key prefix. */
export function openFeedStates(redis: Redis, { prefix }: { prefix: string }): FeedStates {
  const key = (sourceId: string) => `${prefix}:feed:${sourceId}`
  return {
    read: async (sourceId) => readState(await redis.get(key(sourceId))),
    async readAll(sourceIds) {
      return sourceIds.length === 0 ? [] : (await redis.mget(...sourceIds.map(key))).map(readState)
    },
    async write(sourceId, state) {
      await atWrite('feed-state', () => redis.set(key(sourceId), JSON.stringify(state), 'EX', 400 * 86_400))
    },
    async forget(sourceId) {
      await redis.del(key(sourceId))
    },
  }
}

function readState(state: string | null): FeedState {
  return state ? { ...untouchedFeed, ...(JSON.parse(state) as Partial<FeedState>) } : untouchedFeed
}
