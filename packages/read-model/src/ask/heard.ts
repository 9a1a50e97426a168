import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

/**
 * How often holders were heard on a topic, and in how many outlets: until an instant (ms since 1970), where one is named. A copy is no statement
 * more, and an outlet that carried one is one more.
 */
export async function heardOf(db: Kysely<Tables>, topic: string, holderIds: readonly string[], untilMs?: number) {
  if (holderIds.length === 0) return new Map<string, { statements: number; outlets: number }>()
  const carried = carriedStatements(db)
    .where('statement.topicId', '=', topic)
    .where('statement.holderId', 'in', holderIds)
  const until =
    untilMs === undefined
      ? carried
      : carried.where('statement.statedMs', '<=', untilMs).where('carrier.orderMs', '<=', untilMs)
  const rows = await until
    .select(({ fn }) => [
      'statement.holderId',
      fn.count('carrier.outlet').distinct().as('outlets'),
      // A statement is met once in each member of its article's group.
      fn.countAll().filterWhere('carrier.articleId', '=', sql.ref<string>('statement.articleId')).as('statements'),
    ])
    .groupBy('statement.holderId')
    .execute()
  return new Map(
    rows.map((row) => [row.holderId, { statements: Number(row.statements), outlets: Number(row.outlets) }]),
  )
}

/** Statements beside each article that carries them: their own, and the others of its group. */
function carriedStatements(db: Kysely<Tables>) {
  return db
    .selectFrom('statement')
    .innerJoin('article as own', 'own.articleId', 'statement.articleId')
    .innerJoin('article as carrier', 'carrier.groupId', 'own.groupId')
}
