import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Paging } from './articles.ts'
import { readCursor, toPage } from './cursor.ts'

/** Which statements are asked for. Everything that is given must hold. */
export type StatementFilter = {
  readonly topic?: string | undefined
  readonly holder?: string | undefined
  readonly stance?: string | undefined
  /** How the words reached the reader. */
  readonly attribution?: string | undefined
  readonly holderType?: string | undefined
  readonly affiliation?: string | undefined
  readonly outlet?: string | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

const columns = ['stance', 'attribution', 'affiliation', 'outlet'] as const

/** What was said on a topic over time, the latest first: of one holder, or of all. Throws {@link BadCursorError}. */
export async function findStatements({ db }: Database, filter: StatementFilter, { limit, cursor }: Paging) {
  let query = db
    .selectFrom('statement')
    .innerJoin('holder', 'holder.holderId', 'statement.holderId')
    .innerJoin('article', 'article.articleId', 'statement.articleId')
  for (const column of columns) {
    const value = filter[column]
    if (value !== undefined) query = query.where(`statement.${column}`, '=', value)
  }
  if (filter.topic !== undefined) query = query.where('statement.topicId', '=', filter.topic)
  if (filter.holder !== undefined) query = query.where('statement.holderId', '=', filter.holder)
  if (filter.holderType !== undefined) query = query.where('holder.type', '=', filter.holderType)
  if (filter.sinceMs !== undefined) query = query.where('statement.statedMs', '>=', filter.sinceMs)
  if (filter.untilMs !== undefined) query = query.where('statement.statedMs', '<', filter.untilMs)
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where('statement.statedMs', '<=', ms)
    query = query.where(sql<boolean>`(statement.stated_ms, ${statementId}) < (${ms}, ${id})`)
  }
  const rows = await query
    .selectAll('statement')
    .select(['holder.name', 'holder.type', 'article.url', 'article.title'])
    .select(statementId.as('id'))
    .orderBy('statement.statedMs', 'desc')
    .orderBy(statementId, 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, ({ statedMs, id }) => ({ ms: statedMs, id }))
}

const statementId = sql<string>`statement.article_id || '/' || statement.topic_id || '/' || statement.place`
