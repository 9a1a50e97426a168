import type { Line } from './bull.ts'
import { asksInput, type FailedFilter, matchesInput, mayMatch } from './failed-filter.ts'
import { type FailedJob, readFailedJob } from './failed-job.ts'
import { failedNewestFirst } from './failed-run.ts'
import { type ChosenJob, chosenOf, closeFailedSets, openFailedSets } from './failed-sets.ts'

/** The failed jobs of the line, to be looked at and chosen from. */
export type FailedJobs = AsyncDisposable & {
  /** Newest first within each stage. */
  list(filter?: FailedFilter): AsyncGenerator<FailedJob>
  /** The failed job with this id, or the newest of the URL with this id. */
  find(id: string): Promise<FailedJob | undefined>
  /**
   * All that the filter means, oldest first, read in batches: what is to be done can be counted before. `onLooked` is told
   * of each batch. Where the signal aborts, nothing is chosen.
   */
  choose(filter: FailedFilter, options?: { signal?: AbortSignal; onLooked?: (jobs: number) => void }): Promise<ChosenJob[]>
}

/** Opens the failed sets of all queues. Commands of one moment travel together where the connection gathers them (`enableAutoPipelining`). */
export function openFailedJobs(line: Line): FailedJobs {
  const sets = openFailedSets(line)
  const setsOf = ({ stage }: FailedFilter) => sets.filter((set) => stage === undefined || set.stage === stage)

  async function* list(filter: FailedFilter = {}) {
    for (const { stage, queue } of setsOf(filter)) {
      for await (const job of failedNewestFirst(queue, filter.sinceMs)) {
        const listed = { id: job.id ?? '', failedAtMs: job.finishedOn ?? 0 }
        if (!mayMatch(filter, listed)) continue
        const failed = readFailedJob(stage, job)
        if (!asksInput(filter) || matchesInput(filter, failed)) yield failed
      }
    }
  }

  return {
    list,
    async find(id) {
      const found = []
      for await (const job of list({ id })) found.push(job)
      return found.find((job) => job.id === id) ?? found.sort((a, b) => b.failedAt.localeCompare(a.failedAt))[0]
    },
    async choose(filter, { signal, onLooked } = {}) {
      const chosen: ChosenJob[] = []
      for (const set of setsOf(filter)) {
        for await (const page of chosenOf(line.redis, set, filter)) {
          if (signal?.aborted) return []
          for (const job of page.jobs) chosen.push(job)
          onLooked?.(page.looked)
        }
      }
      return chosen.sort((a, b) => a.failedAtMs - b.failedAtMs)
    },
    [Symbol.asyncDispose]: () => closeFailedSets(sets),
  }
}
