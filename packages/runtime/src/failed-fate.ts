import type { TerminalEvent } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import type { FailedSet } from './failed-sets.ts'

/** A job of the failed set, in hand. */
export type Held = {
  readonly set: FailedSet
  readonly job: Job
  /** The end of its run; `undefined` where the job names no run. */
  readonly event: Extract<TerminalEvent, { type: 'url.failed' }> | undefined
}

/**
 * Why a failed job is kept where it is. `replayed`: of the replay lane, to be replayed again; `no-entry`: the message that
 * started its run is gone; `no-run`: it names none; `running`: another run of its URL is on its way; `broken`: a write was
 * refused, as the log tells.
 */
export type KeptReason = 'replayed' | 'no-entry' | 'no-run' | 'running' | 'broken'

/** What became of a failed job. `left`: it was not come to. */
export type Fate = 'done' | 'superseded' | 'gone' | 'left' | KeptReason

/** What became of failed jobs, by count. */
export type Tally = {
  /** Retried, or discarded. */
  readonly done: number
  /** Let go without more: a later run of its URL had been started before. */
  readonly superseded: number
  /** No longer there when their turn came: another operator was first, or they were kept long enough. */
  readonly gone: number
  /** Not come to: stopped before. */
  readonly left: number
  readonly kept: Readonly<Partial<Record<KeptReason, number>>>
}

/** Counts fates. */
export function tallyOf(fates: ReadonlyMap<Fate, number>): Tally {
  const counts: Partial<Record<Fate, number>> = Object.fromEntries(fates)
  const { done = 0, superseded = 0, gone = 0, left = 0, ...kept } = counts
  return { done, superseded, gone, left, kept }
}
