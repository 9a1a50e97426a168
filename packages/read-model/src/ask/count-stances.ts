import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import { atTheEnd, type PositionFilter } from './positions.ts'
import { latestUntil } from './positions-at.ts'

/** How many holders take each stance. */
export type StanceCounts = { readonly support: number; readonly mixed: number; readonly oppose: number }

/** How many stand where on a topic, now or at an instant (ms since 1970): as many as `findPositions` and `findPositionsAt` list. */
export async function countStances(
  { db }: Database,
  { topic, stance, holderType, affiliation, outlet }: PositionFilter,
  atMs?: number,
): Promise<StanceCounts> {
  let query = db
    .selectFrom('statement')
    .innerJoin('holder', 'holder.holderId', 'statement.holderId')
    .where('statement.topicId', '=', topic)
  const isNow = atMs === undefined && outlet === undefined
  query = query.where(isNow ? isStanding(topic) : latestUntil(atMs ?? atTheEnd, outlet))
  if (stance !== undefined) query = query.where('statement.stance', '=', stance)
  if (holderType !== undefined) query = query.where('holder.type', '=', holderType)
  if (affiliation !== undefined) query = query.where('statement.affiliation', '=', affiliation)
  const rows = await query
    .select(({ fn }) => ['statement.stance', fn.countAll().as('holders')])
    .groupBy('statement.stance')
    .execute()
  const counts = new Map(rows.map((row) => [row.stance, Number(row.holders)]))
  return { support: counts.get('support') ?? 0, mixed: counts.get('mixed') ?? 0, oppose: counts.get('oppose') ?? 0 }
}

/** The statement that puts its holder where they stand now. */
function isStanding(topic: string): RawBuilder<boolean> {
  return sql<boolean>`(statement.article_id, statement.topic_id, statement.place) in (
    select standing.article_id, standing.topic_id, standing.place from standing where standing.topic_id = ${topic})`
}
