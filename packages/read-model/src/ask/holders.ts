import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { HolderRow, Tables } from '../database/tables.ts'
import { foldName } from '../search/fold-name.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'

/** Which holders are asked for. Everything that is given must hold. */
export type HolderFilter = {
  /** Beginnings of words that all stand in a name of theirs, whatever the case and accents. */
  readonly search?: string | undefined
  /** They stand somewhere on this topic. */
  readonly topic?: string | undefined
  readonly type?: string | undefined
}

const wordsMax = 8

/** Holders, a page of them: who was heard last comes first. Throws {@link BadCursorError}. */
export async function findHolders(
  { db }: Database,
  { search, topic, type }: HolderFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<HolderRow>> {
  const words = search === undefined ? undefined : foldName(search).split(' ').slice(0, wordsMax)
  // Signs alone are no name.
  if (words?.[0] === '') return { items: [], next: null }
  let query = db.selectFrom('holder')
  for (const word of words ?? []) query = query.where('holder.folded', 'like', `% ${word}%`)
  if (type !== undefined) query = query.where('holder.type', '=', type)
  if (topic !== undefined) query = query.where((builder) => standsOn(builder, topic))
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where(sql<boolean>`(holder.last_ms, holder.holder_id) < (${ms}, ${id})`)
  }
  const rows = await query
    .selectAll('holder')
    .orderBy('holder.lastMs', 'desc')
    .orderBy('holder.holderId', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, ({ lastMs, holderId }) => ({ ms: lastMs, id: holderId }))
}

function standsOn({ exists, selectFrom }: ExpressionBuilder<Tables, 'holder'>, topic: string) {
  return exists(
    selectFrom('standing')
      .select(sql<SqlBool>`1`.as('one'))
      .whereRef('standing.holderId', '=', 'holder.holderId')
      .where('standing.topicId', '=', topic),
  )
}

/** A holder, where they stand on each topic, and how they moved, the last change first; `undefined` where there is none of this id. */
export async function readHolder({ db }: Database, holderId: string) {
  const holder = await db.selectFrom('holder').selectAll().where('holderId', '=', holderId).executeTakeFirst()
  if (!holder) return undefined
  const [standings, changes] = await Promise.all([
    db.selectFrom('standing').selectAll().where('holderId', '=', holderId).orderBy('topicId').execute(),
    db
      .selectFrom('positionChange')
      .selectAll()
      .where('holderId', '=', holderId)
      .orderBy('statedMs', 'desc')
      .orderBy('id')
      .limit(200)
      .execute(),
  ])
  return { ...holder, standings, changes }
}
