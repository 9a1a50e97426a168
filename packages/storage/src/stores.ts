import type { Redis } from 'ioredis'
import type { Bodies } from './bodies.ts'
import { type DuePages, openDuePages } from './due-pages.ts'
import { type EventLog, openEventLog } from './event-log.ts'
import { openFolderBodies } from './folder-bodies.ts'
import { type HostLists, openHostLists } from './host-lists.ts'
import { openPauses, type Pauses } from './pauses.ts'
import { openReplays, type Replays } from './replays.ts'
import { openRuns, type Runs } from './runs.ts'

/** What the line remembers, opened together. */
export type Stores = {
  readonly runs: Runs
  readonly hosts: HostLists
  readonly events: EventLog
  readonly bodies: Bodies
  readonly duePages: DuePages
  readonly replays: Replays
  readonly pauses: Pauses
}

type StoreLimits = {
  readonly seenDays: number
  readonly inFlightMax: number
  readonly eventsMax: number
  readonly pageKeptMinutes: number
  readonly failedKeptDays: number
  readonly fetch: { readonly hostDelayMs: number; readonly hostConcurrency: number }
}

/** Opens every store of the line on one connection and one folder. */
export function openStores(redis: Redis, config: { prefix: string; bodiesDir: string; limits: StoreLimits }): Stores {
  const { prefix, limits } = config
  return {
    runs: openRuns(redis, { prefix, ...limits }),
    hosts: openHostLists(redis, { prefix, ...limits.fetch }),
    events: openEventLog(redis, { prefix, ...limits }),
    bodies: openFolderBodies(config.bodiesDir),
    duePages: openDuePages(redis, { prefix }),
    replays: openReplays(redis, { prefix, ...limits }),
    pauses: openPauses(redis, { prefix }),
  }
}
