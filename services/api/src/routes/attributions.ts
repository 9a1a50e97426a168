import { ArticleId, AttributionMode } from '@stancewire/contracts'
import { readArticle } from '@stancewire/read-model'
import { z } from 'zod'
import { inWords } from '../attributions/in-words.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers } from './asked.ts'

// What `attribute` reads of a text, and finds in it.
const textMax = 120_000
const foundMax = 2_000

const Words = z.object({ start: z.int(), end: z.int(), text: z.string() })

const Attribution = z.object({
  /** Who says so: a name, or what stands for it. */
  source: Words.nullable(),
  /** The words by which it is said. */
  cue: Words.nullable(),
  content: Words,
  kind: AttributionMode,
  confidence: z.number(),
  /** Positions whose evidence shares words with the content; a sentence in which several speak is the evidence of each. */
  statements: z.array(z.object({ topicId: z.string(), holderId: z.string(), holder: z.string(), stance: z.string() })),
})

const Attributions = z.object({
  articleId: ArticleId,
  /** Whose text the offsets are of. */
  revision: z.int(),
  /** Without a text, and in other languages than English, nothing is read. */
  status: z.enum(['read', 'text-not-kept', 'language-unsupported']),
  /** Up to where the text was read, in UTF-16 code units. */
  readTo: z.int(),
  attributions: z.array(Attribution),
})

/** Who said what in an article. */
export function attributionRoutes(server: TypedServer, { database, attributions }: Deps): void {
  server.get(
    '/articles/:articleId/attributions',
    {
      schema: {
        summary:
          'Who said what in an article, and by which words that is told, by offsets in UTF-16 code units of its text; texts are read up to 120,000 of them or 2,000 attributions, and words given up to 1,000',
        params: z.object({ articleId: ArticleId }),
        response: answers(Attributions),
      },
    },
    async ({ params: { articleId } }, reply) => {
      const asked = await readArticle(database, articleId)
      if (!asked) return problem(reply, 404, { detail: `no article ${articleId}` }) as never
      const { article, statements } = asked
      const nothing = { articleId, revision: article.revision, readTo: 0, attributions: [] }
      if (asked.text === null) return { ...nothing, status: 'text-not-kept' as const }
      const text = asked.text.slice(0, textMax)
      const found = await attributions.read({ text, language: article.language })
      if (found === 'busy')
        return problem(reply.header('retry-after', '1'), 429, { detail: 'many texts are being read' }) as never
      if (found === 'language-unsupported') return { ...nothing, status: found }
      const told = statements
        .filter(({ revision }) => revision === article.revision)
        .map(({ name: holder, ...rest }) => ({ ...rest, holder }))
      const readTo = found.length < foundMax ? text.length : (found.at(-1)?.content.end ?? 0)
      return { ...nothing, status: 'read' as const, readTo, attributions: inWords(text, found, told) }
    },
  )
}
