import { jobId, queues, RunRef, type Stage, type TerminalEvent } from '@stancewire/contracts'
import type { Queue } from 'bullmq'
import { type Line, openBullQueue } from './bull.ts'
import { failedEvent } from './failed-run.ts'

/** A job of a run. `pending`: waits, is put off or runs; `adrift`: exists, but in no list, so that nobody will work on it. */
export type JobOfRun = {
  readonly stage: Stage
  readonly id: string
  readonly is: 'pending' | 'done' | 'failed' | 'adrift'
  /** When it was done or failed for good. */
  readonly finishedAtMs: number | null
}

/** Runs of one stage. */
type RunsOfStage = { readonly stage: Stage; readonly refs: readonly RunRef[] }

/** All jobs of the line at once, to be compared with what else is remembered. */
export type JobCensus = AsyncDisposable & {
  /** Runs whose job waits, is put off or runs, stage by stage down the line, in pages. One that moves meanwhile may come twice, or not at all. */
  pending(): AsyncGenerator<RunsOfStage>
  /** The jobs of a run, down the line. */
  jobsOf(ref: RunRef): Promise<JobOfRun[]>
  /** The keys of the jobs that a run may have, down the line. */
  keysOf(ref: RunRef): string[]
  /** Forgets the jobs of a run that are done or adrift: as long as they exist, the run cannot pass these stages again. */
  forgetIdle(ref: RunRef): Promise<void>
  /** The end that the run of a failed job is to have; `undefined` where the job is gone. */
  endOfFailed(job: Pick<JobOfRun, 'stage' | 'id'>): Promise<TerminalEvent | undefined>
}

const pageSize = 1_000
// Where a job moves to in the course of its tries, so that what moves on meanwhile is still met.
const pendingLists = ['delayed', 'prioritized', 'wait', 'active', 'waiting-children'] as const

/** Opens the census of all queues. */
export function openJobCensus(line: Line): JobCensus {
  const open = Object.values(queues).map((spec) => ({ stage: spec.name, queue: openBullQueue(spec, line) }))
  const keyOf = ({ stage, queue }: (typeof open)[number], ref: RunRef) => queue.toKey(jobId(stage, ref))

  const queueOf = (stage: Stage) => open.find((each) => each.stage === stage)?.queue

  async function jobsOf(ref: RunRef): Promise<JobOfRun[]> {
    const found = await Promise.all(
      open.map(async (each): Promise<JobOfRun[]> => {
        const id = jobId(each.stage, ref)
        const [exists, done, failed] = await Promise.all([
          line.redis.exists(keyOf(each, ref)),
          line.redis.zscore(each.queue.toKey('completed'), id),
          line.redis.zscore(each.queue.toKey('failed'), id),
        ])
        if (exists === 0) return []
        const finishedAtMs = Number(done ?? failed ?? Number.NaN)
        if (!Number.isNaN(finishedAtMs))
          return [{ stage: each.stage, id, is: done === null ? 'failed' : 'done', finishedAtMs }]
        return [{ stage: each.stage, id, is: await whereUnfinished(each.queue, id), finishedAtMs: null }]
      }),
    )
    return found.flat()
  }

  /** Those whose job exists: an id alone stands in its list, and nobody can work on it. */
  async function withJob(queue: Queue, ids: readonly string[]): Promise<string[]> {
    const asked = line.redis.pipeline()
    for (const id of ids) asked.exists(queue.toKey(id))
    const answers = (await asked.exec()) ?? []
    return ids.filter((_, at) => answers[at]?.[1] === 1)
  }

  return {
    async *pending() {
      for (const { stage, queue } of open)
        for (const list of pendingLists)
          for await (const ids of idsIn(queue, list)) yield { stage, refs: (await withJob(queue, ids)).flatMap(refOf) }
    },
    jobsOf,
    keysOf: (ref) => open.map((each) => keyOf(each, ref)),
    async forgetIdle(ref) {
      for (const { id, is, stage } of await jobsOf(ref)) {
        if (is === 'done' || is === 'adrift') await queueOf(stage)?.remove(id)
      }
    },
    async endOfFailed({ stage, id }) {
      const job = await queueOf(stage)?.getJob(id)
      return job && (await job.isFailed()) ? failedEvent(stage, job) : undefined
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map(({ queue }) => queue.close()))
    },
  }
}

/** Looked for in the lists themselves, which is slow: only where the job is known to exist and to be unfinished. */
async function whereUnfinished(queue: Queue, id: string): Promise<'pending' | 'adrift'> {
  return (await queue.getJobState(id)) === 'unknown' ? 'adrift' : 'pending'
}

/** From the end that grows: jobs are taken from the other one, and what is passed over must not slide into the part already read. */
async function* idsIn(queue: Queue, list: (typeof pendingLists)[number]): AsyncGenerator<string[]> {
  for (let at = 0; ; at += pageSize) {
    const ids = await queue.getRanges([list], at, at + pageSize - 1)
    if (ids.length > 0) yield ids
    if (ids.length < pageSize) return
  }
}

function refOf(id: string): RunRef[] {
  const [, urlId, run] = /-(u[0-9a-f]{32})-(\d+)$/.exec(id) ?? []
  const ref = RunRef.safeParse({ urlId, run: Number(run) })
  return ref.success ? [ref.data] : []
}
