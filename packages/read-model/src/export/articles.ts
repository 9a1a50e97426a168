import { sql } from 'kysely'
import type { ExportFilter } from './filter.ts'
import { pageRows, pagesOf, pageTexts } from './pages.ts'
import type { Snapshot } from './snapshot.ts'

/** Articles, the oldest first. */
export async function* exportArticles(db: Snapshot, filter: ExportFilter) {
  for await (const rows of pagesOf(pageRows, (after: Marked | undefined) =>
    marked(db, filter, pageRows, after).execute(),
  ))
    yield rows.map(toArticle)
}

/** Articles with the text of their latest revision, `null` where it is not kept. */
export async function* exportTexts(db: Snapshot, filter: ExportFilter) {
  const read = (after: Marked | undefined) =>
    marked(db, filter, pageTexts, after)
      .leftJoin('text', (join) =>
        join.onRef('text.articleId', '=', 'article.articleId').onRef('text.revision', '=', 'article.revision'),
      )
      .select('text.content')
      .execute()
  for await (const rows of pagesOf(pageTexts, read))
    yield rows.map(({ content, ...row }) => ({ ...toArticle(row), text: content }))
}

type Marked = Awaited<ReturnType<ReturnType<typeof marked>['execute']>>[number]

function marked(
  db: Snapshot,
  { topic, sinceMs, untilMs }: ExportFilter,
  limit: number,
  after: { orderMs: number; articleId: string } | undefined,
) {
  let query = db.selectFrom('article')
  if (untilMs !== undefined) query = query.where('article.orderMs', '<', untilMs)
  // One bound by which the index is entered: what lies behind the last row lies behind `since` too.
  if (!after && sinceMs !== undefined) query = query.where('article.orderMs', '>=', sinceMs)
  if (after)
    query = query.where(sql<boolean>`(article.order_ms, article.article_id) > (${after.orderMs}, ${after.articleId})`)
  if (topic !== undefined)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('articleTopic')
          .select(sql`1`.as('one'))
          .whereRef('articleTopic.articleId', '=', 'article.articleId')
          .where('articleTopic.topicId', '=', topic),
      ),
    )
  return query
    .select(['article.articleId', 'article.url', 'article.title', 'article.outlet', 'article.authors'])
    .select(['article.publishedAt', 'article.modifiedAt', 'article.fetchedAt', 'article.language', 'article.kind'])
    .select(['article.relation', 'article.similarity', 'article.duplicateOf', 'article.groupId', 'article.storyId'])
    .select(['article.revision', 'article.orderMs'])
    .orderBy('article.orderMs')
    .orderBy('article.articleId')
    .limit(limit)
}

function toArticle<Row extends { orderMs: number; authors: string }>({ orderMs: _, ...row }: Row) {
  return { ...row, authors: JSON.parse(row.authors) as string[] }
}
