import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'

/** Which changes of position are asked for. Everything that is given must hold. */
export type ChangeFilter = {
  readonly topic: string
  readonly holder?: string | undefined
  readonly holderType?: string | undefined
  /** Said when they were heard to stand elsewhere. */
  readonly affiliation?: string | undefined
  readonly outlet?: string | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

/** A holder who stands elsewhere than before, and the words that say so; those are `null` where the article says it no longer. */
export type PositionChange = {
  readonly id: string
  readonly topicId: string
  readonly holderId: string
  readonly name: string
  readonly type: string
  readonly affiliation: string | null
  readonly fromStance: string
  readonly toStance: string
  readonly statedAt: string
  readonly statedMs: number
  readonly quote: string | null
  readonly strength: string | null
  readonly confidence: number | null
  readonly attribution: string | null
  readonly articleId: string
  readonly url: string
  readonly title: string
  readonly outlet: string | null
}

/** Who moved on a topic, from what to what: the latest change first. Throws {@link BadCursorError}. */
export async function findChanges(
  { db }: Database,
  { topic, holder, holderType, affiliation, outlet, sinceMs, untilMs }: ChangeFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<PositionChange>> {
  let query = db
    .selectFrom('positionChange as change')
    .innerJoin('holder', 'holder.holderId', 'change.holderId')
    .innerJoin('article', 'article.articleId', 'change.articleId')
    .leftJoin('statement', (join) =>
      join
        .onRef('statement.articleId', '=', 'change.articleId')
        .onRef('statement.topicId', '=', 'change.topicId')
        .on('statement.place', '=', weightiestPlace),
    )
    .where('change.topicId', '=', topic)
  if (holder !== undefined) query = query.where('change.holderId', '=', holder)
  if (holderType !== undefined) query = query.where('holder.type', '=', holderType)
  if (affiliation !== undefined) query = query.where('statement.affiliation', '=', affiliation)
  if (outlet !== undefined) query = query.where('article.outlet', '=', outlet)
  if (sinceMs !== undefined) query = query.where('change.statedMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('change.statedMs', '<', untilMs)
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where('change.statedMs', '<=', ms)
    query = query.where(sql<boolean>`(change.stated_ms, change.id) < (${ms}, ${id})`)
  }
  const rows = await query
    .select(['change.id', 'change.topicId', 'change.holderId', 'change.fromStance', 'change.toStance'])
    .select(['change.statedAt', 'change.statedMs', 'change.articleId', 'holder.name', 'holder.type'])
    .select(['article.url', 'article.title', 'article.outlet', 'statement.affiliation', 'statement.quote'])
    .select(['statement.strength', 'statement.confidence', 'statement.attribution'])
    .orderBy('change.statedMs', 'desc')
    .orderBy('change.id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, ({ statedMs, id }) => ({ ms: statedMs, id }))
}

/** Of what the article says of them, the words that moved them: of the text before those of the title, then the surer. */
const weightiestPlace = sql<number>`(
  select said.place from statement said
  where said.article_id = change.article_id and said.topic_id = change.topic_id
    and said.holder_id = change.holder_id and said.stance = change.to_stance
  order by (case when said.start_at is null then 0 else 1 end) + said.confidence desc, said.place
  limit 1)`
