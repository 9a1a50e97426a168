import { queues, type Stage } from '@stancewire/contracts'
import type { Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { type Line, openBullQueue } from './bull.ts'
import { asksInput, type FailedFilter, matchesInput, mayMatch } from './failed-filter.ts'
import { readFailedJob } from './failed-job.ts'

/** A failed job by what finds it again. */
export type ChosenJob = { readonly stage: Stage; readonly id: string; readonly failedAtMs: number }

/** The failed set of one stage. */
export type FailedSet = {
  readonly redis: Redis
  readonly stage: Stage
  readonly queue: Queue
  /** Its key: job ids by the instant at which each was given up. */
  readonly key: string
}

/** Opens the failed sets of the stages, top to bottom. */
export function openFailedSets(line: Line): readonly FailedSet[] {
  return Object.values(queues).map((spec) => {
    const queue = openBullQueue(spec, line)
    return { redis: line.redis, stage: spec.name, queue, key: queue.toKey('failed') }
  })
}

/** Closes what {@link openFailedSets} opened. */
export async function closeFailedSets(sets: readonly FailedSet[]): Promise<void> {
  await Promise.all(sets.map(({ queue }) => queue.close()))
}

const pageSize = 100

/**
 * Every failed job of a set that a filter means, in no order, a page at a time, and how many were looked at for it.
 * What comes or goes meanwhile may be missed, and nothing else is. What the set alone tells costs no reading of jobs.
 */
export async function* chosenOf(
  set: FailedSet,
  filter: FailedFilter,
): AsyncGenerator<{ readonly jobs: readonly ChosenJob[]; readonly looked: number }> {
  const met = new Set<string>()
  for (let cursor: string | undefined; cursor !== '0'; ) {
    const [next, flat] = await set.redis.zscan(set.key, cursor ?? '0', 'COUNT', pageSize)
    cursor = next
    // While others come and go, one may be met twice.
    const page = listed(set, flat).filter((job) => mayMatch(filter, job) && !met.has(job.id))
    for (const { id } of page) met.add(id)
    yield { jobs: asksInput(filter) ? await meant(set, page, filter) : page, looked: flat.length / 2 }
  }
}

function listed({ stage }: FailedSet, flat: readonly string[]): ChosenJob[] {
  return Array.from({ length: flat.length / 2 }, (_, at) => ({
    stage,
    id: flat[at * 2] ?? '',
    failedAtMs: Number(flat[at * 2 + 1]),
  }))
}

async function meant(set: FailedSet, page: readonly ChosenJob[], filter: FailedFilter): Promise<ChosenJob[]> {
  const jobs = await Promise.all(page.map(({ id }) => set.queue.getJob(id) as Promise<Job | undefined>))
  return page.filter((_, at) => {
    const job = jobs[at]
    return job !== undefined && matchesInput(filter, readFailedJob(set.stage, job))
  })
}

/** Whether the job stands in the failed set still. */
export async function isStillFailed({ redis, key }: FailedSet, id: string): Promise<boolean> {
  return (await redis.zscore(key, id)) !== null
}

/** The job, if it stands in the failed set still. */
export async function stillFailed(set: FailedSet, id: string): Promise<Job | undefined> {
  const [job, isThere] = await Promise.all([set.queue.getJob(id) as Promise<Job | undefined>, isStillFailed(set, id)])
  return isThere ? job : undefined
}

/** Those of these jobs that stand in their failed sets still, asked for in one go. */
export async function thereStill(
  sets: readonly FailedSet[],
  jobs: readonly ChosenJob[],
): Promise<ReadonlySet<ChosenJob>> {
  const there = sets.map(async ({ redis, stage, key }) => {
    const own = jobs.filter((job) => job.stage === stage)
    if (own.length === 0) return []
    const scores = await redis.zmscore(key, ...own.map(({ id }) => id))
    return own.filter((_, at) => scores[at] !== null)
  })
  return new Set((await Promise.all(there)).flat())
}
