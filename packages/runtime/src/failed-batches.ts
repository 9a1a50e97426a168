import type { Line } from './bull.ts'
import { type Discarding, openDiscard } from './discard-failed.ts'
import { type Fate, type Held, type Tally, tallyOf } from './failed-fate.ts'
import { failedEvent } from './failed-run.ts'
import { type ChosenJob, closeFailedSets, openFailedSets, stillFailed, thereStill } from './failed-sets.ts'
import { openRetry, type Retrying } from './retry-failed.ts'

type BatchOptions = {
  /** Stops between batches, and where a retry waits for room: what is left stays as it was. */
  readonly signal?: AbortSignal
  /** Told of how many more are settled. */
  readonly onProgress?: (jobs: number) => void
  /** Told of each batch what became of its jobs. */
  readonly onSettled?: (settled: readonly SettledJob[]) => void
}

/** A failed job, and what became of it. */
export type SettledJob = { readonly job: ChosenJob; readonly fate: Fate }

type InBatches = (chosen: readonly ChosenJob[], options?: BatchOptions) => Promise<Tally>

/** Work on many failed jobs, in batches. Both are safe to ask again after a stop or a death, and beside another who asks. */
export type FailedBatches = AsyncDisposable & {
  /** Starts a new run for each, as the line has room, and lets the failed job go: a run is retried once. */
  readonly retry: InBatches
  /** Announces of each that it is given up for good, and lets the failed job and its page go. */
  readonly discard: InBatches
}

const batchSize = 100

/**
 * Opens the work on failed jobs. What it asks of Redis for one batch it asks in a few moments: where the connections of
 * line and stores gather commands (`enableAutoPipelining`), a batch costs a few trips, however many jobs are in it.
 */
export function openFailedBatches(options: Line & Retrying & Discarding): FailedBatches {
  const sets = openFailedSets(options)
  const hold = async ({ stage, id }: ChosenJob): Promise<Held | undefined> => {
    const set = sets.find((each) => each.stage === stage)
    const job = set && (await stillFailed(set, id))
    return job && { set, job, event: failedEvent(stage, job) }
  }
  const there = (batch: readonly ChosenJob[]) => thereStill(sets, batch)
  return {
    retry: inBatches({ there, hold, work: openRetry(options) }),
    discard: inBatches({ there, hold, work: openDiscard(options) }),
    [Symbol.asyncDispose]: () => closeFailedSets(sets),
  }
}

type Work = {
  /** Those of a batch that are there: what is gone costs no more than this. */
  readonly there: (batch: readonly ChosenJob[]) => Promise<ReadonlySet<ChosenJob>>
  readonly hold: (chosen: ChosenJob) => Promise<Held | undefined>
  /** Gives a fate for each, in their order. */
  readonly work: (held: readonly Held[], signal?: AbortSignal) => Promise<readonly Fate[]>
}

function inBatches(working: Work): InBatches {
  return async (chosen, { signal, onProgress, onSettled } = {}) => {
    const fates = new Map<Fate, number>()
    const count = (fate: Fate, jobs = 1) => fates.set(fate, (fates.get(fate) ?? 0) + jobs)
    let at = 0
    for (; at < chosen.length && !signal?.aborted; at += batchSize) {
      const batch = chosen.slice(at, at + batchSize)
      const settled = await settleBatch(batch, working, signal)
      for (const { fate } of settled) count(fate)
      onProgress?.(batch.length)
      onSettled?.(settled)
    }
    count('left', Math.max(0, chosen.length - at))
    return tallyOf(fates)
  }
}

async function settleBatch(
  batch: readonly ChosenJob[],
  { there, hold, work }: Work,
  signal: AbortSignal | undefined,
): Promise<SettledJob[]> {
  const present = await there(batch)
  const each = await Promise.all(
    batch.map(async (job) => ({ job, held: present.has(job) ? await hold(job) : undefined })),
  )
  const inHand = each.flatMap(({ held }) => held ?? [])
  const fates = await work(inHand, signal)
  const fateOf = new Map(inHand.map((held, at) => [held, fates[at]]))
  return each.map(({ job, held }) => ({ job, fate: (held && fateOf.get(held)) ?? 'gone' }))
}
