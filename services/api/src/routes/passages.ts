import { ArticleId } from '@stancewire/contracts'
import { readKinTexts } from '@stancewire/read-model'
import { z } from 'zod'
import { sharedPassages } from '../passages.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers } from './asked.ts'

const Source = z.object({
  articleId: ArticleId,
  url: z.string(),
  title: z.string(),
  outlet: z.string().nullable(),
  /** Whose text the offsets are of. */
  revision: z.int(),
  relation: z.enum(['exact', 'near', 'partial']),
  /** As it was when the article came. */
  similarity: z.number(),
  /** The share of the article's text that the passages are; `null` where one of the texts is not kept. */
  share: z.number().nullable(),
  passages: z.array(z.object({ start: z.int(), end: z.int(), sourceStart: z.int(), sourceEnd: z.int() })),
})

/** Which words of an article stood elsewhere before. */
export function passageRoutes(server: TypedServer, { database }: Deps): void {
  server.get(
    '/articles/:articleId/passages',
    {
      schema: {
        summary:
          'The passages that an article shares with those it took from, by offsets in UTF-16 code units of both texts; texts are compared up to 400,000 of them',
        params: z.object({ articleId: ArticleId }),
        response: answers(z.object({ articleId: ArticleId, revision: z.int(), sources: z.array(Source) })),
      },
    },
    async ({ params: { articleId } }, reply) => {
      const found = await readKinTexts(database, articleId)
      if (!found) return problem(reply, 404, { detail: `no article ${articleId}` }) as never
      const { article, sources } = found
      const shared = sharedPassages(article, sources)
      return {
        articleId,
        revision: article.revision,
        sources: shared.map((source) => ({ ...source, passages: [...source.passages] })),
      }
    },
  )
}
