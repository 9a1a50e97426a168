import { queues, RunRef, type Stage } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import { type Line, openBullQueue } from './bull.ts'
import { errorOf, failedEvent, failedNewestFirst } from './failed-run.ts'
import type { Announcer } from './run-stage.ts'

/** A run that a stage gave up: who, when, what, where, and the input. */
export type FailedJob = {
  readonly id: string
  readonly stage: Stage
  /** `null` where the job names no run that this version can read. */
  readonly ref: RunRef | null
  readonly url: string | null
  readonly failedAt: string
  readonly attempts: number
  readonly error: { readonly name: string; readonly message: string; readonly stack: string }
  readonly input: unknown
}

/** The failed jobs of the line, to be looked at and let go. */
export type FailedJobs = AsyncDisposable & {
  /** Newest first within each stage. */
  list(filter?: { stage?: Stage; id?: string }): AsyncGenerator<FailedJob>
  /** Publishes the end of a failed job's run, if it is missing still. `false` where it is not in a failed set. */
  end(id: string): Promise<boolean>
  /** Removes a failed job, after its end is published: a run never loses both. `false` where it is not in a failed set. */
  remove(id: string): Promise<boolean>
}

/** Opens the failed sets of all queues. */
export function openFailedJobs(line: Line, announcer: Pick<Announcer, 'end'>): FailedJobs {
  const open = Object.values(queues).map((spec) => ({ stage: spec.name, queue: openBullQueue(spec, line) }))
  async function endOf(id: string): Promise<Job | undefined> {
    for (const { stage, queue } of open) {
      const job = await queue.getJob(id)
      if (!job || !(await job.isFailed())) continue
      const event = failedEvent(stage, job)
      if (event) await announcer.end(event)
      return job
    }
    return undefined
  }
  return {
    async *list({ stage, id } = {}) {
      for (const each of open.filter((one) => stage === undefined || one.stage === stage)) {
        for await (const job of failedNewestFirst(each.queue))
          if (id === undefined || matches(job, id)) yield describe(each.stage, job)
      }
    },
    end: async (id) => (await endOf(id)) !== undefined,
    async remove(id) {
      const job = await endOf(id)
      await job?.remove()
      return job !== undefined
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map(({ queue }) => queue.close()))
    },
  }
}

/** A job is found by its own id, or by its URL's. */
function matches(job: Job, id: string): boolean {
  return job.id === id || (job.data as { urlId?: unknown } | null)?.urlId === id
}

function describe(stage: Stage, job: Job): FailedJob {
  const ref = RunRef.safeParse(job.data)
  const url = (job.data as { url?: unknown } | null)?.url
  return {
    id: job.id ?? '',
    stage,
    ref: ref.success ? { urlId: ref.data.urlId, run: ref.data.run } : null,
    url: typeof url === 'string' ? url : null,
    failedAt: new Date(job.finishedOn ?? job.timestamp).toISOString(),
    attempts: job.attemptsMade,
    error: { ...errorOf(job), stack: job.stacktrace?.at(-1) ?? '' },
    input: job.data,
  }
}
