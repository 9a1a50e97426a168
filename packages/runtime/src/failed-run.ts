import {
  type FailureCause,
  RunRef,
  readTrace,
  type Stage,
  type TerminalEvent,
  withoutSecrets,
} from '@stancewire/contracts'
import type { Job, Queue } from 'bullmq'
import { z } from 'zod'
import { traceThrough } from './trace.ts'

type UrlFailed = Extract<TerminalEvent, { type: 'url.failed' }>

const Addressed = z.object({ url: z.string().max(2_048) })

/** Whether a failed try was the last: its job stands in the failed set. */
export function isFinal(job: Job): boolean {
  return job.finishedOn !== undefined
}

/** The end of a run whose job failed for good; `undefined` where the job names no run. */
export function failedEvent(stage: Stage, job: Job, error?: Error): UrlFailed | undefined {
  const ref = refOf(job)
  if (!ref) return undefined
  const { name, message } = errorOf(job, error)
  return {
    type: 'url.failed',
    data: {
      ...ref,
      url: Addressed.safeParse(job.data).data?.url ?? '',
      trace: readTrace(traceThrough(stage, job, job.finishedOn ?? job.timestamp)),
      stage,
      attempts: job.attemptsMade,
      cause: causeOf({ name, message }),
      error: { name: name.slice(0, 100), message: withoutSecrets(message).slice(0, 1_000) },
    },
  }
}

/** The run that a job names, in its message or in its id. */
export function refOf(job: Pick<Job, 'id' | 'data'>): RunRef | undefined {
  const read = RunRef.safeParse(job.data)
  return read.success ? read.data : refOfJobId(job.id)
}

/** BullMQ keeps the message, and the class, or the code that stands for it, only in the stack. */
export function errorOf(
  job: Pick<Job, 'failedReason' | 'stacktrace'>,
  error?: Error,
): { name: string; message: string } {
  const message = job.failedReason ?? error?.message ?? 'unknown'
  const first = job.stacktrace?.at(-1)?.split('\n')[0] ?? ''
  const name = /^(\w*Error\b|[A-Z][A-Z0-9_]{2,60}(?=: |$))/.exec(first)?.[1] ?? error?.name ?? 'Error'
  return { name, message }
}

const crashes: ReadonlySet<string> = new Set(['CrashedError', 'ThreadDiedError'])

/** Why a job failed, by the name and the words of its error. */
export function causeOf({ name, message }: { name: string; message: string }): FailureCause {
  if (name === 'InvalidMessageError') return 'invalid-message'
  // BullMQ's own words for a job whose processes died.
  return crashes.has(name) || message.startsWith('job stalled more than') ? 'crashed' : 'error'
}

function refOfJobId(id: string | undefined): RunRef | undefined {
  const [, urlId = '', run = ''] = /-(u[0-9a-f]{32})-(\d+)$/.exec(id ?? '') ?? []
  return RunRef.safeParse({ urlId, run: Number(run) }).data
}

const pageSize = 100

/** A queue's failed jobs, newest first, down to the first that failed before this instant. */
export async function* failedNewestFirst(queue: Queue, sinceMs = 0): AsyncGenerator<Job> {
  for (let at = 0; ; at += pageSize) {
    const jobs: Job[] = await queue.getFailed(at, at + pageSize - 1)
    for (const job of jobs) {
      if ((job.finishedOn ?? 0) < sinceMs) return
      yield job
    }
    // A job that is removed meanwhile makes a page short, and is not the end.
    if (jobs.length === 0) return
  }
}
