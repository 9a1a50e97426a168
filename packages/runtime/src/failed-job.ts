import type { FailureCause, Lane, RunRef, Stage } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import { causeOf, errorOf, refOf } from './failed-run.ts'

/** A run that a stage gave up: who, when, what, where, and the input. */
export type FailedJob = {
  readonly id: string
  readonly stage: Stage
  /** `null` where the job names no run that this version can read. */
  readonly ref: RunRef | null
  readonly url: string | null
  /** The host of the URL, or what its run waited for; `null` where the job names neither. */
  readonly host: string | null
  readonly lane: Lane
  readonly cause: FailureCause
  readonly error: { readonly name: string; readonly message: string; readonly stack: string }
  readonly attempts: number
  /** Who had it in hand last, as `machine:process`; `null` where nobody took it, or did not give a name. */
  readonly worker: string | null
  /** When the stage was handed the run, when its last try began, and when it was given up. What the job does not tell is `null`, or the latest that it does tell. */
  readonly queuedAt: string | null
  readonly triedAt: string | null
  readonly failedAt: string
  readonly input: unknown
}

type Fields =
  | 'id'
  | 'data'
  | 'failedReason'
  | 'stacktrace'
  | 'attemptsMade'
  | 'processedBy'
  | 'timestamp'
  | 'processedOn'
  | 'finishedOn'

/** Reads a job of a stage's failed set, whatever it carries. */
export function readFailedJob(stage: Stage, job: Pick<Job, Fields>): FailedJob {
  const { url, host, lane } = (job.data ?? {}) as Record<'url' | 'host' | 'lane', unknown>
  const error = errorOf(job)
  const address = typeof url === 'string' ? url : null
  return {
    id: job.id ?? '',
    stage,
    ref: refOf(job) ?? null,
    url: address,
    host: URL.parse(address ?? '')?.hostname || (typeof host === 'string' ? host : null),
    lane: lane === 'replay' ? 'replay' : 'live',
    cause: causeOf(error),
    error: { ...error, stack: job.stacktrace?.at(-1) ?? '' },
    attempts: job.attemptsMade,
    worker: job.processedBy ?? null,
    queuedAt: instant(job.timestamp),
    triedAt: instant(job.processedOn),
    failedAt:
      instant(job.finishedOn) ?? instant(job.processedOn) ?? instant(job.timestamp) ?? new Date(0).toISOString(),
    input: job.data,
  }
}

/** A job whose data was lost has no moments, or odd ones. */
function instant(ms: number | undefined): string | null {
  const at = new Date(ms ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
