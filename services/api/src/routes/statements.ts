import { ArticleId, AttributionMode, HolderId, HolderType, Stance } from '@stancewire/contracts'
import { findChanges, findStatements, readQuoteContexts } from '@stancewire/read-model'
import { z } from 'zod'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, name, pageOf, paging, span, spanMs } from './asked.ts'

const Statement = z.object({
  topicId: z.string(),
  holderId: HolderId,
  name: z.string(),
  type: z.string(),
  stance: z.string(),
  sub: z.string().nullable(),
  strength: z.string(),
  confidence: z.number(),
  quote: z.string(),
  /** Of the quote, in UTF-16 code units of the text of this revision; `null` for words of the title. */
  start: z.int().nullable(),
  end: z.int().nullable(),
  /** With `context=true`: the rest of the paragraph, 300 characters on each side at most; `null` for words of a title, and where the text is not kept. */
  context: z.object({ before: z.string(), after: z.string() }).nullable().optional(),
  attribution: z.string(),
  affiliation: z.string().nullable(),
  statedAt: z.string(),
  articleId: ArticleId,
  revision: z.int(),
  url: z.string(),
  title: z.string(),
  outlet: z.string().nullable(),
})

const Change = z.object({
  holderId: HolderId,
  name: z.string(),
  type: z.string(),
  affiliation: z.string().nullable(),
  fromStance: z.string(),
  toStance: z.string(),
  statedAt: z.string(),
  /** The words that say so, as surely as they do; `null` where the article says it no longer. */
  quote: z.string().nullable(),
  strength: z.string().nullable(),
  confidence: z.number().nullable(),
  attribution: z.string().nullable(),
  articleId: ArticleId,
  url: z.string(),
  title: z.string(),
  outlet: z.string().nullable(),
})

const speaker = { holder: HolderId.optional(), holderType: HolderType.optional() }
const place = { affiliation: by.affiliation, outlet: by.outlet }

/** Who said what on a topic when, and who moved. */
export function statementRoutes(server: TypedServer, { database }: Deps): void {
  const params = z.object({ topicId: name })
  server.get(
    '/topics/:topicId/statements',
    {
      schema: {
        summary: 'What was said on a topic over time, the latest first',
        params,
        querystring: z.strictObject({
          ...speaker,
          ...{ stance: Stance.optional(), attribution: AttributionMode.optional() },
          ...place,
          context: z
            .enum(['true', 'false'])
            .optional()
            .describe('Give the rest of the paragraph that each quote stands in'),
          ...span,
          ...paging,
        }),
        response: answers(pageOf(Statement)),
      },
    },
    async ({ params: { topicId }, query: { limit, cursor, since, until, context, ...asked } }) => {
      const filter = { topic: topicId, ...asked, ...spanMs({ since, until }) }
      const page = await findStatements(database, filter, { limit, cursor })
      const around = context === 'true' ? await readQuoteContexts(database, page.items) : undefined
      return {
        ...page,
        items: page.items.map(({ startAt, endAt, ...row }, at) => ({
          ...row,
          ...{ start: startAt, end: endAt },
          ...(around ? { context: around[at] ?? null } : {}),
        })),
      }
    },
  )
  server.get(
    '/topics/:topicId/changes',
    {
      schema: {
        summary: 'Who moved on a topic, from what to what, and by which words; the latest first',
        params,
        querystring: z.strictObject({ ...speaker, ...place, ...span, ...paging }),
        response: answers(pageOf(Change)),
      },
    },
    async ({ params: { topicId }, query: { limit, cursor, since, until, ...asked } }) =>
      await findChanges(database, { topic: topicId, ...asked, ...spanMs({ since, until }) }, { limit, cursor }),
  )
}
