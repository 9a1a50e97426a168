import type { SideEvent, StopReason, TerminalEvent } from '@stancewire/contracts'
import { UnrecoverableError } from 'bullmq'

/** How a handler answers. Expected endings are values; what is not expected is thrown, and tried again. */
export type Outcome<Output> =
  | { readonly is: 'pass'; readonly output: Output; readonly announce: readonly SideEvent[] }
  | { readonly is: 'stop'; readonly reason: StopReason; readonly detail: string | null }
  | { readonly is: 'end'; readonly event: TerminalEvent; readonly announce: readonly SideEvent[] }
  | { readonly is: 'later'; readonly ms: number; readonly why: string; readonly isCounted?: false }

/** Done: the next stage, please. */
export function pass<Output>(output: Output, announce: readonly SideEvent[] = []): Outcome<Output> {
  return { is: 'pass', output, announce }
}

/** An expected end without an article on a topic. */
export function stop(reason: StopReason, detail: string | null = null): Outcome<never> {
  return { is: 'stop', reason, detail: detail === null ? null : detail.slice(0, 500) }
}

/** An end that has its own event: classified, or duplicated. */
export function end(event: TerminalEvent, announce: readonly SideEvent[] = []): Outcome<never> {
  return { is: 'end', event, announce }
}

/** Not now: come back after so long. Costs no attempt, and is counted: a run is not put off for ever. */
export function later(ms: number, why: string): Outcome<never> {
  return { is: 'later', ms, why }
}

/** Can never work, however often it is tried. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError'
}

/** Ended its process each time it ran: not tried again. */
export class CrashedError extends PermanentError {
  override readonly name = 'CrashedError'
}

/** Its lock was lost: another worker has the job, and this one's result is refused. */
export class LostLockError extends Error {
  override readonly name = 'LostLockError'
}

/** The message cannot be read by this version: kept for inspection, not tried again. */
export class InvalidMessageError extends PermanentError {
  override readonly name = 'InvalidMessageError'
}

/** A body that this stage needs is not in the store: the run goes back to FETCH. */
export class MissingBodyError extends Error {
  override readonly name = 'MissingBodyError'
}

/** A permanent error in the form in which BullMQ tries a job no more; the stack keeps its name. */
export function unrecoverable(error: PermanentError): UnrecoverableError {
  const wrapped = new UnrecoverableError(error.message)
  wrapped.stack = `${error.name}: ${error.message}`
  return Object.assign(wrapped, { cause: error })
}

/** Rejects with what was thrown, in the form that BullMQ understands: it fails on what is no error, and the job would wait for its lock to run out. */
export function fail(thrown: unknown): never {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  throw error instanceof PermanentError ? unrecoverable(error) : withCode(error)
}

/** Of the system, or of whoever speaks HTTP: it tells more than the class, which is mostly `Error`. */
const systemCode = /^(?:E[A-Z0-9]{2,40}|UND_ERR_[A-Z_]{2,40})$/
const anyCode = /^[A-Z][A-Z0-9_]{2,60}$/

/** The stack is all that BullMQ keeps of an error beside its message: the code takes the place of the class there. */
function withCode(error: Error): Error {
  const { code } = error as { code?: unknown }
  const known = error.name === 'Error' ? anyCode : systemCode
  if (typeof code !== 'string' || !known.test(code)) return error
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  error.stack = [`${code}: ${error.message}`, ...frames].join('\n')
  return error
}
