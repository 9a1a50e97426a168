import type { Database } from '../database/open-database.ts'

/** How many articles a story has, copies counted, and which was published first; `null` where none of them is kept. */
export type StoryFirst = {
  readonly articleCount: number
  readonly first: {
    readonly articleId: string
    readonly title: string
    readonly outlet: string | null
    readonly publishedAt: string | null
    readonly fetchedAt: string
  } | null
}

/** Who was first in each of these stories, and how many articles followed. */
export async function readStoryFirsts(
  { db }: Database,
  storyIds: readonly string[],
): Promise<ReadonlyMap<string, StoryFirst>> {
  if (storyIds.length === 0) return new Map()
  const counts = await db
    .selectFrom('article')
    .select('storyId')
    .select(({ fn }) => fn.countAll().as('many'))
    .where('storyId', 'in', storyIds)
    .groupBy('storyId')
    .execute()
  const countOf = new Map(counts.map(({ storyId, many }) => [storyId, Number(many)]))
  const firstOf = async (storyId: string): Promise<[string, StoryFirst]> => {
    const first = await db
      .selectFrom('article')
      .select(['articleId', 'title', 'outlet', 'publishedAt', 'fetchedAt'])
      .where('storyId', '=', storyId)
      .orderBy('orderMs')
      .orderBy('articleId')
      .limit(1)
      .executeTakeFirst()
    return [storyId, { articleCount: countOf.get(storyId) ?? 0, first: first ?? null }]
  }
  return new Map(await Promise.all(storyIds.map(firstOf)))
}
