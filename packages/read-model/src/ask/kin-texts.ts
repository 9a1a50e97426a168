import type { Kysely } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'

/** An article with the text of its latest revision, `null` where that is not kept. */
export type ArticleText = {
  readonly articleId: string
  readonly url: string
  readonly title: string
  readonly outlet: string | null
  readonly revision: number
  readonly text: string | null
}

/** An article that another one repeats, or whose passages it reuses, and how much of the other one that is. */
export type KinText = ArticleText & { readonly relation: 'exact' | 'near' | 'partial'; readonly similarity: number }

// An event names five at most.
const kinMax = 5

/** The text of an article, and those of the articles it took from; `undefined` where there is none of this id. */
export async function readKinTexts(
  { db }: Database,
  articleId: string,
): Promise<{ readonly article: ArticleText; readonly sources: KinText[] } | undefined> {
  const article = await withText(db)
    .select(['relation', 'similarity', 'duplicateOf'])
    .where('article.articleId', '=', articleId)
    .executeTakeFirst()
  if (!article) return undefined
  const { duplicateOf, relation, similarity, ...rest } = article
  if (duplicateOf !== null) {
    const original = await withText(db).where('article.articleId', '=', duplicateOf).executeTakeFirst()
    const as = relation === 'exact' ? ('exact' as const) : ('near' as const)
    return { article: rest, sources: original ? [{ ...original, relation: as, similarity }] : [] }
  }
  const sources = await withText(db)
    .innerJoin('reuse', 'reuse.sourceId', 'article.articleId')
    .select('reuse.similarity')
    .where('reuse.articleId', '=', articleId)
    .orderBy('reuse.similarity', 'desc')
    .orderBy('article.articleId')
    .limit(kinMax)
    .execute()
  return { article: rest, sources: sources.map((source) => ({ ...source, relation: 'partial' as const })) }
}

function withText(db: Kysely<Tables>) {
  return db
    .selectFrom('article')
    .leftJoin('text', (join) =>
      join.onRef('text.articleId', '=', 'article.articleId').onRef('text.revision', '=', 'article.revision'),
    )
    .select(['article.articleId', 'article.url', 'article.title', 'article.outlet', 'article.revision'])
    .select('text.content as text')
}
