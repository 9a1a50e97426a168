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
}

const untouched: FeedState = {
  etag: null,
  lastModified: null,
  bodyHash: null,
  polledAt: null,
  readAt: null,
  failures: 0,
}

/** The states of all sources. */
export type FeedStates = {
  read(sourceId: string): Promise<FeedState>
  /** Those of several sources, each in its place. */
  readAll(sourceIds: readonly string[]): Promise<FeedState[]>
  write(sourceId: string, state: FeedState): Promise<void>
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
  }
}

function readState(state: string | null): FeedState {
  return state ? { ...untouched, ...(JSON.parse(state) as Partial<FeedState>) } : untouched
}
