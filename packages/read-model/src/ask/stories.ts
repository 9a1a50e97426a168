import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { StoryRow } from '../database/tables.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'
import { listing } from './match.ts'

export type StoryFilter = {
  readonly topic?: string | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

/** Stories, a page of them: the one that grew last comes first. Throws {@link BadCursorError}. */
export async function findStories(
  { db }: Database,
  { topic, sinceMs, untilMs }: StoryFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<StoryRow>> {
  let query = db.selectFrom('story')
  if (sinceMs !== undefined) query = query.where('lastMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('lastMs', '<', untilMs)
  if (topic !== undefined) query = query.where(listing('story.topics', topic))
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where(sql<boolean>`(last_ms, story_id) < (${ms}, ${id})`)
  }
  const rows = await query
    .selectAll()
    .orderBy('lastMs', 'desc')
    .orderBy('storyId', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, ({ lastMs, storyId }) => ({ ms: lastMs, id: storyId }))
}

/** A story and its articles in the order in which they were published; `undefined` where there is none of this id. */
export async function readStory({ db }: Database, storyId: string) {
  const story = await db.selectFrom('story').selectAll().where('storyId', '=', storyId).executeTakeFirst()
  if (!story) return undefined
  const articles = await db
    .selectFrom('article')
    .select(['articleId', 'url', 'title', 'outlet', 'publishedAt', 'fetchedAt', 'relation', 'groupId'])
    .where('storyId', '=', storyId)
    .orderBy('orderMs')
    .orderBy('articleId')
    .limit(1_000)
    .execute()
  return { story, articles }
}
