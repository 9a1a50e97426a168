import type { Line } from './bull.ts'
import { type FailedFilter, matchesInput, mayMatch } from './failed-filter.ts'
import { type FailedJob, readFailedJob } from './failed-job.ts'
import { failedNewestFirst } from './failed-run.ts'
import {
  type ChosenJob,
  chosenOf,
  closeFailedSets,
  type FailedSet,
  openFailedSets,
  stillFailed,
} from './failed-sets.ts'

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
  choose(filter: FailedFilter, options?: ChooseOptions): Promise<ChosenJob[]>
}

type ChooseOptions = { readonly signal?: AbortSignal; readonly onLooked?: (jobs: number) => void }

/** Opens the failed sets of all queues. Commands of one moment travel together where the connection gathers them (`enableAutoPipelining`). */
export function openFailedJobs(line: Line): FailedJobs {
  const sets = openFailedSets(line)
  const setsOf = ({ stage }: FailedFilter) => sets.filter((set) => stage === undefined || set.stage === stage)

  async function* list(filter: FailedFilter = {}) {
    for (const set of setsOf(filter)) yield* listed(set, filter)
  }

  async function choose(filter: FailedFilter, { signal, onLooked }: ChooseOptions = {}) {
    const chosen: ChosenJob[] = []
    for (const set of setsOf(filter)) {
      for await (const { jobs, looked } of chosenOf(set, filter)) {
        if (signal?.aborted) return []
        for (const job of jobs) chosen.push(job)
        onLooked?.(looked)
      }
    }
    return chosen.sort((a, b) => a.failedAtMs - b.failedAtMs)
  }

  return {
    list,
    choose,
    async find(id) {
      const newest = (await choose({ id })).at(-1)
      const set = sets.find(({ stage }) => stage === newest?.stage)
      const job = newest && set && (await stillFailed(set, newest.id))
      return job && readFailedJob(set.stage, job)
    },
    [Symbol.asyncDispose]: () => closeFailedSets(sets),
  }
}

async function* listed({ stage, queue }: FailedSet, filter: FailedFilter): AsyncGenerator<FailedJob> {
  for await (const job of failedNewestFirst(queue, filter.sinceMs)) {
    if (!mayMatch(filter, { id: job.id ?? '', failedAtMs: job.finishedOn ?? 0 })) continue
    const failed = readFailedJob(stage, job)
    if (matchesInput(filter, failed)) yield failed
  }
}
