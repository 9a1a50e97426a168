import { z } from 'zod'
import { FailedRunFilter } from '../ask/still-failed.ts'
import type { OperationRow } from '../database/tables.ts'

/** What can be done to many failed runs at a time. */
export const OperationAction = z.enum(['retry', 'discard'])
export type OperationAction = z.infer<typeof OperationAction>

/** Where work on failed runs stands: one is at work at a time, and those asked for later wait. */
export const OperationState = z.enum(['waiting', 'running', 'done', 'cancelled', 'failed'])
export type OperationState = z.infer<typeof OperationState>

/**
 * What became of failed runs, by count. `done`: retried, or discarded; `superseded`: let go, a later run of the URL had been started; `gone`:
 * no longer there when its turn came; `kept`: still there, by why.
 */
export const OperationTally = z.object({
  done: z.int(),
  superseded: z.int(),
  gone: z.int(),
  kept: z.record(z.string(), z.int()),
})
export type OperationTally = z.infer<typeof OperationTally>

/** The tally of an operation that has done nothing yet. */
export const nothingDone: OperationTally = { done: 0, superseded: 0, gone: 0, kept: {} }

/** Work on all failed runs that a filter means. Instants are milliseconds since 1970. */
export type Operation = {
  readonly id: string
  readonly action: OperationAction
  readonly filter: FailedRunFilter
  readonly by: string
  readonly state: OperationState
  /** How many were meant when it was asked for: it does no more. */
  readonly total: number
  readonly settled: number
  readonly tally: OperationTally
  /** It was asked to stop, and ends after what it has in hand. */
  readonly isStopping: boolean
  /** Why it failed. */
  readonly reason: string | null
  readonly askedMs: number
  readonly startedMs: number | null
  readonly endedMs: number | null
}

/** Reads an operation from its row. */
export function readOperation(row: OperationRow): Operation {
  const { id, total, settled, reason, askedMs, startedMs, endedMs } = row
  return {
    ...{ id, total, settled, reason, askedMs, startedMs, endedMs },
    action: OperationAction.parse(row.action),
    filter: FailedRunFilter.parse(JSON.parse(row.filter)),
    by: row.askedBy,
    state: OperationState.parse(row.state),
    tally: OperationTally.parse(JSON.parse(row.tally)),
    isStopping: row.isStopping === 1,
  }
}

/** Counts one tally and another together. */
export function addTallies(a: OperationTally, b: OperationTally): OperationTally {
  const kept = { ...a.kept }
  for (const [reason, count] of Object.entries(b.kept)) kept[reason] = (kept[reason] ?? 0) + count
  return { done: a.done + b.done, superseded: a.superseded + b.superseded, gone: a.gone + b.gone, kept }
}
