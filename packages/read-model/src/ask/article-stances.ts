import type { Database } from '../database/open-database.ts'

/** How many holders take a stance in an article. */
export type ArticleStances = { readonly stance: string; readonly holders: number }[]

/** The stances that are taken in each of these articles, on one topic or on any; articles in which nobody takes one are left out. */
export async function readArticleStances(
  { db }: Database,
  articleIds: readonly string[],
  topic?: string,
): Promise<ReadonlyMap<string, ArticleStances>> {
  const found = new Map<string, ArticleStances>()
  if (articleIds.length === 0) return found
  let query = db.selectFrom('statement').where('articleId', 'in', articleIds)
  if (topic !== undefined) query = query.where('topicId', '=', topic)
  const rows = await query
    .select(['articleId', 'stance'])
    .select(({ fn }) => fn.count('holderId').distinct().as('holders'))
    .groupBy(['articleId', 'stance'])
    .orderBy('stance')
    .execute()
  for (const { articleId, stance, holders } of rows) {
    const before = found.get(articleId) ?? []
    found.set(articleId, [...before, { stance, holders: Number(holders) }])
  }
  return found
}
