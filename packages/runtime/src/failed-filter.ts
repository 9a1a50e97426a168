import type { FailureCause, Stage } from '@stancewire/contracts'
import type { FailedJob } from './failed-job.ts'

/** Which failed runs are meant: those for which all of this holds. */
export type FailedFilter = {
  /** The id of a job, or of its URL. */
  readonly id?: string
  readonly stage?: Stage
  readonly cause?: FailureCause
  /** Stands in the URL or in the error's message, in whatever case. */
  readonly match?: string
  /** This host, or one below it. */
  readonly host?: string
  /** Given up at this instant or later. */
  readonly sinceMs?: number
  /** Given up before this instant. */
  readonly beforeMs?: number
}

/** What is known of a failed job before it is read. */
type Listed = { readonly id: string; readonly failedAtMs: number }

/** Whether what the filter asks of id and time holds. */
export function mayMatch({ id, sinceMs = 0, beforeMs = Number.POSITIVE_INFINITY }: FailedFilter, job: Listed): boolean {
  const isNamed = id === undefined || job.id === id || job.id.includes(`-${id}-`)
  return isNamed && job.failedAtMs >= sinceMs && job.failedAtMs < beforeMs
}

/** Whether {@link mayMatch} leaves a question open: whether the job must be read. */
export function asksInput({ cause, match, host }: FailedFilter): boolean {
  return cause !== undefined || match !== undefined || host !== undefined
}

/** Whether what the filter asks of cause, words and host holds. */
export function matchesInput({ cause, match, host }: FailedFilter, job: FailedJob): boolean {
  if (cause !== undefined && job.cause !== cause) return false
  if (host !== undefined && !isWithin(job.host, host.toLowerCase())) return false
  return match === undefined || holds(`${job.url ?? ''}\n${job.error.message}`, match)
}

function isWithin(host: string | null, domain: string): boolean {
  return host !== null && (host === domain || host.endsWith(`.${domain}`))
}

function holds(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase())
}
