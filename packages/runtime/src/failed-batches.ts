import type { Line } from './bull.ts'
import { type Discarding, openDiscard } from './discard-failed.ts'
import { type Fate, type Held, type Tally, tallyOf } from './failed-fate.ts'
import { failedEvent } from './failed-run.ts'
import { type ChosenJob, closeFailedSets, openFailedSets, stillFailed } from './failed-sets.ts'
import { openRetry, type Retrying } from './retry-failed.ts'

type BatchOptions = {
  /** Stops between batches, and where a retry waits for room: what is left stays as it was. */
  readonly signal?: AbortSignal
  /** Told of how many more are settled. */
  readonly onProgress?: (jobs: number) => void
}

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
  return {
    retry: inBatches(hold, openRetry(options)),
    discard: inBatches(hold, openDiscard(options)),
    [Symbol.asyncDispose]: () => closeFailedSets(sets),
  }
}

function inBatches(
  hold: (chosen: ChosenJob) => Promise<Held | undefined>,
  work: (held: readonly Held[], signal?: AbortSignal) => Promise<readonly Fate[]>,
): InBatches {
  return async (chosen, { signal, onProgress } = {}) => {
    const fates = new Map<Fate, number>()
    const count = (fate: Fate, jobs = 1) => fates.set(fate, (fates.get(fate) ?? 0) + jobs)
    let at = 0
    for (; at < chosen.length && !signal?.aborted; at += batchSize) {
      const batch = await Promise.all(chosen.slice(at, at + batchSize).map(hold))
      const held = batch.filter((one) => one !== undefined)
      for (const fate of await work(held, signal)) count(fate)
      count('gone', batch.length - held.length)
      onProgress?.(batch.length)
    }
    count('left', Math.max(0, chosen.length - at))
    return tallyOf(fates)
  }
}
