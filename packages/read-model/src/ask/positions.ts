import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'
import { heardOf } from './heard.ts'
import { findPositionsAt } from './positions-at.ts'

/** Whose positions are asked for. Everything that is given must hold. */
export type PositionFilter = {
  readonly topic: string
  readonly stance?: string | undefined
  readonly holderType?: string | undefined
  /** Said when they were heard last. */
  readonly affiliation?: string | undefined
  /** Quoted them: they stand where their latest words there put them. */
  readonly outlet?: string | undefined
}

/** When everything that was said counts. */
export const atTheEnd: number = Number.MAX_SAFE_INTEGER

/** Where one holder stands: the latest statement, since when it has been this stance, and how often and how widely they were heard. */
export type HolderPosition = {
  readonly holderId: string
  readonly name: string
  readonly type: string
  readonly affiliation: string | null
  readonly stance: string
  readonly sub: string | null
  readonly strength: string
  readonly confidence: number
  readonly quote: string
  readonly attribution: string
  readonly statedAt: string
  readonly statedMs: number
  readonly sinceAt: string
  readonly articleId: string
  readonly outlet: string | null
  readonly url: string
  readonly statements: number
  readonly outlets: number
}

/** Where everybody stands on a topic now, or by the words of one outlet: those who were heard last come first. */
export async function findPositions(
  database: Database,
  filter: PositionFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<HolderPosition>> {
  if (filter.outlet !== undefined) return await findPositionsAt(database, filter, atTheEnd, { limit, cursor })
  const { db } = database
  const { topic, stance, holderType, affiliation } = filter
  let query = db
    .selectFrom('standing')
    .innerJoin('holder', 'holder.holderId', 'standing.holderId')
    .innerJoin('article', 'article.articleId', 'standing.articleId')
    .innerJoin('statement', (join) =>
      join
        .onRef('statement.articleId', '=', 'standing.articleId')
        .onRef('statement.topicId', '=', 'standing.topicId')
        .onRef('statement.holderId', '=', 'standing.holderId')
        .onRef('statement.place', '=', 'standing.place'),
    )
    .where('standing.topicId', '=', topic)
  if (stance !== undefined) query = query.where('standing.stance', '=', stance)
  if (holderType !== undefined) query = query.where('holder.type', '=', holderType)
  if (affiliation !== undefined) query = query.where('statement.affiliation', '=', affiliation)
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where(sql<boolean>`(standing.stated_ms, standing.holder_id) < (${ms}, ${id})`)
  }
  const rows = await query
    .select(['holder.holderId', 'holder.name', 'holder.type', 'standing.sinceAt', 'article.url'])
    .select([
      'statement.affiliation',
      'statement.stance',
      'statement.sub',
      'statement.strength',
      'statement.confidence',
    ])
    .select(['statement.quote', 'statement.attribution', 'statement.statedAt', 'statement.statedMs'])
    .select(['statement.articleId', 'statement.outlet'])
    .orderBy('standing.statedMs', 'desc')
    .orderBy('standing.holderId', 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, ({ statedMs, holderId }) => ({ ms: statedMs, id: holderId }))
  const heard = await heardOf(
    db,
    topic,
    page.items.map(({ holderId }) => holderId),
  )
  const none = { statements: 0, outlets: 0 }
  return { ...page, items: page.items.map((row) => ({ ...row, ...(heard.get(row.holderId) ?? none) })) }
}

/** How many holders take each stance on a topic now, by stance and type. */
export async function countPositions({ db }: Database, topic: string) {
  const rows = await db
    .selectFrom('standing')
    .innerJoin('holder', 'holder.holderId', 'standing.holderId')
    .select(({ fn }) => ['standing.stance', 'holder.type', fn.countAll().as('holders')])
    .where('standing.topicId', '=', topic)
    .groupBy(['standing.stance', 'holder.type'])
    .execute()
  return rows.map(({ stance, type, holders }) => ({ stance, type, holders: Number(holders) }))
}
