import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { ArticleRow, Tables } from '../database/tables.ts'
import { wantedIn } from '../search/stems.ts'
import { textSearch } from '../search/text-search.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'

/** Which articles are asked for. Everything that is given must hold; the newest come first. */
export type ArticleFilter = {
  /** Words that stand in title or text, in any of their forms. */
  readonly search?: string | undefined
  readonly topic?: string | undefined
  readonly outlet?: string | undefined
  readonly language?: string | undefined
  readonly kind?: string | undefined
  readonly relation?: string | undefined
  /** Somebody takes this stance in it: on the topic, where one is asked for. */
  readonly stance?: string | undefined
  readonly story?: string | undefined
  readonly group?: string | undefined
  /** Milliseconds since 1970: published from this moment on, and before that one. */
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

export type Paging = { readonly limit: number; readonly cursor?: string | undefined }

/** Articles of the archive, a page of them. Throws {@link BadCursorError}. */
export async function findArticles(
  database: Database,
  filter: ArticleFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<ArticleRow>> {
  const wanted = filter.search === undefined ? undefined : wantedIn(filter.search)
  // Signs alone are no word: nothing holds them.
  if (wanted?.length === 0) return { items: [], next: null }
  let query = narrowed(database.db, filter)
  if (wanted) {
    const holds = await textSearch(database.kind).holding(database.db, wanted)
    query = query.innerJoin('text', (join) => join.onRef('text.articleId', '=', 'article.articleId').on(holds))
  }
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where(sql<boolean>`(article.order_ms, article.article_id) < (${ms}, ${id})`)
  }
  const rows = await query
    .selectAll('article')
    .orderBy('article.orderMs', 'desc')
    .orderBy('article.articleId', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, ({ orderMs, articleId }) => ({ ms: orderMs, id: articleId }))
}

function narrowed(db: Kysely<Tables>, filter: ArticleFilter): SelectQueryBuilder<Tables, 'article', object> {
  const { topic, stance, sinceMs, untilMs, story, group, ...same } = filter
  const equal = {
    outlet: same.outlet,
    language: same.language,
    kind: same.kind,
    relation: same.relation,
    storyId: story,
    groupId: group,
  }
  let query = db.selectFrom('article')
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) query = query.where(`article.${column}` as 'article.outlet', '=', value)
  }
  if (sinceMs !== undefined) query = query.where('article.orderMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('article.orderMs', '<', untilMs)
  if (stance !== undefined) query = query.where(isSaid(stance, topic))
  if (topic === undefined) return query
  return query.where(({ exists, selectFrom }) =>
    exists(
      selectFrom('articleTopic')
        .select(sql`1`.as('one'))
        .whereRef('articleTopic.articleId', '=', 'article.articleId')
        .where('articleTopic.topicId', '=', topic),
    ),
  )
}

function isSaid(stance: string, topic: string | undefined): RawBuilder<boolean> {
  const onTopic = topic === undefined ? sql`` : sql`and statement.topic_id = ${topic}`
  return sql<boolean>`exists (select 1 from statement
    where statement.article_id = article.article_id and statement.stance = ${stance} ${onTopic})`
}

/** An article with everything that belongs to it; `undefined` where there is none of this id. */
export async function readArticle({ db }: Database, articleId: string) {
  const article = await db.selectFrom('article').selectAll().where('articleId', '=', articleId).executeTakeFirst()
  if (!article) return undefined
  const [text, topics, statements, members, original, reuses, reusedBy, revisions] = await Promise.all([
    db
      .selectFrom('text')
      .select('content')
      .where('articleId', '=', articleId)
      .where('revision', '=', article.revision)
      .executeTakeFirst(),
    db.selectFrom('articleTopic').selectAll().where('articleId', '=', articleId).orderBy('topicId').execute(),
    db
      .selectFrom('statement')
      .innerJoin('holder', 'holder.holderId', 'statement.holderId')
      .selectAll('statement')
      .select(['holder.name', 'holder.type'])
      .where('articleId', '=', articleId)
      .orderBy('topicId')
      .orderBy('place')
      .execute(),
    db
      .selectFrom('article')
      .select(['articleId', 'url', 'title', 'outlet', 'publishedAt', 'relation', 'similarity'])
      .where('groupId', '=', article.groupId)
      .orderBy('orderMs')
      .orderBy('articleId')
      .execute(),
    db.selectFrom('articleGroup').select('original').where('groupId', '=', article.groupId).executeTakeFirst(),
    db
      .selectFrom('reuse')
      .leftJoin('article', 'article.articleId', 'reuse.sourceId')
      .select(['reuse.sourceId as articleId', 'reuse.similarity', 'article.title', 'article.outlet', 'article.url'])
      .where('reuse.articleId', '=', articleId)
      .execute(),
    db
      .selectFrom('reuse')
      .innerJoin('article', 'article.articleId', 'reuse.articleId')
      .select(['reuse.articleId', 'reuse.similarity', 'article.title', 'article.outlet', 'article.url'])
      .where('reuse.sourceId', '=', articleId)
      .execute(),
    db.selectFrom('revision').selectAll().where('articleId', '=', articleId).orderBy('revision').execute(),
  ])
  return {
    article,
    text: text?.content ?? null,
    topics,
    statements,
    group: { original: original?.original ?? article.groupId, members },
    reuses,
    reusedBy,
    revisions,
  }
}
