import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** How often holders were heard on a topic, and in how many outlets: until an instant (ms since 1970), where one is named. */
export async function heardOf(db: Kysely<Tables>, topic: string, holderIds: readonly string[], untilMs?: number) {
  if (holderIds.length === 0) return new Map<string, { statements: number; outlets: number }>()
  let query = db
    .selectFrom('statement')
    .select(({ fn }) => ['holderId', fn.countAll().as('statements'), fn.count('outlet').distinct().as('outlets')])
    .where('topicId', '=', topic)
    .where('holderId', 'in', holderIds)
  if (untilMs !== undefined) query = query.where('statedMs', '<=', untilMs)
  const rows = await query.groupBy('holderId').execute()
  return new Map(
    rows.map((row) => [row.holderId, { statements: Number(row.statements), outlets: Number(row.outlets) }]),
  )
}
