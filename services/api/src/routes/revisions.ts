import { ArticleId, UrlId } from '@stancewire/contracts'
import { diffRevisions, type RevisionDiff, readRevision } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers } from './asked.ts'

const Ordinal = z.coerce.number().int().min(1).max(1_000_000).describe('The number of a revision, from 1')

const Revision = z.object({
  articleId: ArticleId,
  revision: z.int(),
  title: z.string(),
  textHash: z.string(),
  fetchedAt: z.string(),
  /** The run that read it. */
  urlId: UrlId,
  run: z.int(),
})

const Diff = z.object({
  from: Revision,
  to: Revision,
  /** How fine it is at its coarsest place. */
  by: z.enum(['words', 'paragraphs', 'text']),
  words: z.object({ added: z.int(), removed: z.int() }),
  /** Same and removed parts are the earlier text, same and added ones the later. `folded`: so many UTF-16 code units that are the same were left out there. */
  parts: z.array(z.object({ is: z.enum(['same', 'added', 'removed']), text: z.string(), folded: z.int().optional() })),
})

/** What an article said in each of its revisions, and what became of it. */
export function revisionRoutes(server: TypedServer, { database }: Deps): void {
  const params = z.object({ articleId: ArticleId, revision: Ordinal })
  server.get(
    '/articles/:articleId/revisions/:revision',
    {
      schema: {
        summary: 'One revision of an article; its text is null where it is not kept',
        params,
        response: answers(Revision.extend({ text: z.string().nullable() })),
      },
    },
    async ({ params: { articleId, revision } }, reply) => {
      const found = await readRevision(database, articleId, revision)
      return found ?? (problem(reply, 404, { detail: `no revision ${revision} of ${articleId}` }) as never)
    },
  )
  server.get(
    '/articles/:articleId/revisions/:revision/diff',
    {
      schema: {
        summary: 'What a revision says that an earlier one did not, word by word: the one before, or `from`',
        params,
        querystring: z.strictObject({ from: Ordinal.optional() }),
        response: answers(Diff),
      },
    },
    async ({ params: { articleId, revision }, query: { from } }, reply) => {
      const diff = await diffRevisions(database, articleId, { revision, from })
      if (diff.is === 'missing')
        return problem(reply, 404, { detail: whatIsMissing(articleId, revision, diff) }) as never
      const { is: _, ...rest } = diff
      return { ...rest, parts: [...rest.parts] }
    },
  )
}

function whatIsMissing(articleId: string, asked: number, missing: RevisionDiff & { is: 'missing' }): string {
  if (missing.revision === undefined) return `no revision of ${articleId} before ${asked}`
  const of = `revision ${missing.revision} of ${articleId}`
  return missing.of === 'text' ? `the text of ${of} is not kept` : `no ${of}`
}
