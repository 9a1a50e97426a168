import { sql } from 'kysely'
import type { StoryRow } from '../database/tables.ts'
import type { ExportFilter } from './filter.ts'
import { pageRows, pagesOf } from './pages.ts'
import type { Snapshot } from './snapshot.ts'

/** Stories, the one that grew last comes last. */
export async function* exportStories(db: Snapshot, filter: ExportFilter) {
  for await (const rows of pagesOf(pageRows, (after: StoryRow | undefined) => page(db, filter, after)))
    yield rows.map(({ lastMs: _, ...row }) => ({
      ...row,
      topics: JSON.parse(row.topics) as string[],
      outlets: JSON.parse(row.outlets) as string[],
    }))
}

function page(
  db: Snapshot,
  { topic, sinceMs, untilMs }: ExportFilter,
  after: StoryRow | undefined,
): Promise<StoryRow[]> {
  let query = db.selectFrom('story')
  // One bound by which the index is entered: what lies behind the last row lies behind `since` too.
  if (!after && sinceMs !== undefined) query = query.where('lastMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('lastMs', '<', untilMs)
  if (after) query = query.where(sql<boolean>`(story.last_ms, story.story_id) > (${after.lastMs}, ${after.storyId})`)
  if (topic !== undefined)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('article')
          .innerJoin('articleTopic', 'articleTopic.articleId', 'article.articleId')
          .select(sql`1`.as('one'))
          .whereRef('article.storyId', '=', 'story.storyId')
          .where('articleTopic.topicId', '=', topic),
      ),
    )
  return query
    .select(['storyId', 'title', 'articleId', 'size', 'topics', 'outlets', 'firstAt', 'lastAt', 'lastMs'])
    .orderBy('lastMs')
    .orderBy('storyId')
    .limit(pageRows)
    .execute()
}
