import { openQueueStates, type QueueState, readMemory, runBytes } from '@stancewire/runtime'
import {
  type BusiestHosts,
  openArchiveMark,
  openHostCensus,
  openPauses,
  openReplays,
  openRuns,
  type Pause,
} from '@stancewire/storage'
import type { LineConnection } from './line-connection.ts'

/** How the whole line stood at one moment. */
export type LineSample = {
  readonly atMs: number
  readonly queues: readonly QueueState[]
  readonly pauses: readonly Pause[]
  readonly hosts: BusiestHosts
  readonly replays: { readonly waiting: number; readonly active: number }
  readonly runs: { readonly accepted: number; readonly ended: number; readonly inFlightMax: number }
  /** What was counted of runs so far, by the names of the line's counters. */
  readonly counters: Readonly<Record<string, number>>
  /** How much later than what the archive has the last event came; `null` where no archive reads the stream. */
  readonly archiveBehindMs: number | null
  /** Of Redis; without a cap `maxBytes` is `null`. */
  readonly memory: {
    readonly usedBytes: number
    readonly maxBytes: number | null
    readonly shareMax: number
    /** What the runs on their way may need still. */
    readonly neededBytes: number
  }
  /** Least time between two fetches from one host. */
  readonly hostDelayMs: number
}

type Limits = {
  readonly seenDays: number
  readonly inFlightMax: number
  readonly memoryShareMax: number
  readonly eventsMax: number
  readonly fetch: { readonly hostDelayMs: number }
}

const hostsShown = 50
const hostsLookedMax = 5_000

/** Looks at the line; rejects within a second where Redis is away. */
export function openLineSample(
  line: LineConnection,
  { prefix, limits }: { readonly prefix: string; readonly limits: Limits },
): AsyncDisposable & { read(): Promise<LineSample> } {
  const { redis } = line
  const states = openQueueStates({ redis, prefix })
  const census = openHostCensus(redis, { prefix })
  const runs = openRuns(redis, { prefix, ...limits })
  const replays = openReplays(redis, { prefix, ...limits })
  const pauses = openPauses(redis, { prefix })
  const archive = openArchiveMark(redis, { prefix, limits })
  const look = async (): Promise<LineSample> => {
    const [queues, paused, hosts, waiting, taken, counters, archiveBehindMs, memory] = await Promise.all([
      states.read(),
      pauses.all(),
      census.busiest({ shown: hostsShown, lookedMax: hostsLookedMax, hostDelayMs: limits.fetch.hostDelayMs }),
      replays.waiting(),
      replays.taken(),
      runs.counters(),
      archive.behindMs(),
      readMemory(redis),
    ])
    const { accepted = 0, ended = 0 } = counters
    return {
      atMs: Date.now(),
      queues,
      pauses: paused,
      hosts,
      replays: { waiting, active: taken.length },
      runs: { accepted, ended, inFlightMax: limits.inFlightMax },
      ...{ counters, archiveBehindMs },
      memory: { ...memory, shareMax: limits.memoryShareMax, neededBytes: Math.max(0, accepted - ended) * runBytes },
      hostDelayMs: limits.fetch.hostDelayMs,
    }
  }
  return { read: () => line.whileThere(look), [Symbol.asyncDispose]: () => states[Symbol.asyncDispose]() }
}

const heldMs = 1_000
// Looking shall take no more than this share of the time, however large the line is.
const shareOfTime = 1 / 10

/** Holds what a look found for a second, and longer where looking takes long: however many ask, the line is looked at once. What failed is not held. */
export function heldForASecond<Result>(look: () => Promise<Result>, now = () => performance.now()) {
  let held: { readonly result: Promise<Result>; untilMs: number } | undefined
  return (): Promise<Result> => {
    if (held && now() < held.untilMs) return held.result
    const beganMs = now()
    const mine = { result: look(), untilMs: Number.POSITIVE_INFINITY }
    held = mine
    mine.result.then(
      () => {
        const tookMs = now() - beganMs
        mine.untilMs = beganMs + Math.max(heldMs, tookMs / shareOfTime)
      },
      () => {
        if (held === mine) held = undefined
      },
    )
    return mine.result
  }
}
