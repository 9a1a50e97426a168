import { auditRow } from '../access/audit.ts'
import type { Database } from '../database/open-database.ts'
import { writePatiently } from '../database/write-patiently.ts'
import { type Operation, type OperationState, readOperation } from './operation.ts'

type Ending = {
  readonly id: string
  readonly state: OperationState
  /** It ends only if it stands there. */
  readonly from: OperationState
  /** It ends only in the hands of this worker. */
  readonly worker?: string
  readonly reason?: string
  readonly endedMs: number
}

/** Ends an operation, and notes in the audit what it did, in one transaction: once, whoever else tries. */
export async function endOperation(
  database: Database,
  { id, state, from, worker, reason, endedMs }: Ending,
): Promise<boolean> {
  return writePatiently(database, (one) =>
    one.transaction().execute(async (transaction) => {
      let query = transaction
        .updateTable('operation')
        .set({ state, endedMs, reason: reason ?? null, worker: null })
        .where('id', '=', id)
        .where('state', '=', from)
      if (worker !== undefined) query = query.where('worker', '=', worker)
      const row = await query.returningAll().executeTakeFirst()
      if (!row) return false
      const operation = readOperation(row)
      await transaction
        .insertInto('audit')
        .values(auditRow(changeOf(operation, state, operation.tally.done), endedMs))
        .execute()
      return true
    }),
  )
}

/** An operation as the audit has it: once as it was asked for, with how many it means, and once as it ended, with how many it did. */
export function changeOf({ id, action, by, filter }: Operation, state: OperationState | 'asked', affected: number) {
  return { who: by, action: `failed.${action}` as const, filter: { ...filter, operation: id, state }, affected }
}
