import { sql } from 'kysely'
import type { ExportFilter } from './filter.ts'
import { pageRows, pagesOf } from './pages.ts'
import type { Snapshot } from './snapshot.ts'

/** What was said, by topic and then by time; `place` counts within article and topic. */
export async function* exportStatements(db: Snapshot, filter: ExportFilter) {
  for await (const rows of exportEvidence(db, filter)) yield rows.map(({ authors: _, statedMs: __, ...row }) => row)
}

/** Statements, with the moment at which each counts (ms since 1970) and the authors of the article it stands in. */
export async function* exportEvidence(db: Snapshot, filter: ExportFilter) {
  for await (const rows of pagesOf(pageRows, (after: Marked | undefined) => marked(db, filter, after).execute()))
    yield rows.map(({ startAt, endAt, ...row }) => ({
      ...row,
      authors: JSON.parse(row.authors) as string[],
      start: startAt,
      end: endAt,
    }))
}

type Marked = Awaited<ReturnType<ReturnType<typeof marked>['execute']>>[number]

type Key = { readonly topicId: string; readonly statedMs: number; readonly articleId: string; readonly place: number }

function marked(db: Snapshot, { topic, sinceMs, untilMs }: ExportFilter, after: Key | undefined) {
  let query = db
    .selectFrom('statement')
    .innerJoin('holder', 'holder.holderId', 'statement.holderId')
    .innerJoin('article', 'article.articleId', 'statement.articleId')
  if (topic !== undefined) query = query.where('statement.topicId', '=', topic)
  // Within one topic the index is entered by the moment; what lies behind the last row lies behind `since` too.
  const fromMs = topic !== undefined && after ? after.statedMs : sinceMs
  if (fromMs !== undefined) query = query.where('statement.statedMs', '>=', fromMs)
  if (untilMs !== undefined) query = query.where('statement.statedMs', '<', untilMs)
  if (after) {
    const { topicId, statedMs, articleId, place } = after
    const key = sql`(statement.topic_id, statement.stated_ms, statement.article_id, statement.place)`
    query = query.where(sql<boolean>`${key} > (${topicId}, ${statedMs}, ${articleId}, ${place})`)
  }
  return query
    .select(['statement.topicId', 'statement.holderId', 'holder.name', 'holder.type', 'statement.affiliation'])
    .select(['statement.stance', 'statement.sub', 'statement.strength', 'statement.confidence', 'statement.quote'])
    .select(['statement.startAt', 'statement.endAt', 'statement.attribution', 'statement.statedAt'])
    .select(['statement.statedMs', 'statement.articleId', 'statement.place', 'statement.revision'])
    .select(['article.url', 'article.title', 'article.authors', 'statement.outlet'])
    .orderBy('statement.topicId')
    .orderBy('statement.statedMs')
    .orderBy('statement.articleId')
    .orderBy('statement.place')
    .limit(pageRows)
}
