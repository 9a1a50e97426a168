import { ArticleId, AttributionMode, HolderId, HolderType, Stance } from '@stancewire/contracts'
import { countPositions, findPositions, findPositionsAt, findStatements } from '@stancewire/read-model'
import { z } from 'zod'
import type { Deps, TypedServer } from '../server.ts'
import { answers, Moment, name, pageOf, paging, span, spanMs, untilMs } from './asked.ts'

const TopicSummary = z.object({
  id: z.string(),
  title: z.string(),
  proposition: z.string(),
  /** How many holders of each type take each stance now. */
  holders: z.array(z.object({ stance: z.string(), type: z.string(), holders: z.int() })),
})

const HolderPosition = z.object({
  holderId: HolderId,
  name: z.string(),
  type: z.string(),
  affiliation: z.string().nullable(),
  stance: z.string(),
  sub: z.string().nullable(),
  strength: z.string(),
  confidence: z.number(),
  quote: z.string(),
  attribution: z.string(),
  statedAt: z.string(),
  /** Since when it has been this stance. */
  sinceAt: z.string(),
  articleId: ArticleId,
  url: z.string(),
  outlet: z.string().nullable(),
  /** How often they were heard on the topic, and in how many outlets. */
  statements: z.int(),
  outlets: z.int(),
})

const Statement = z.object({
  topicId: z.string(),
  holderId: HolderId,
  name: z.string(),
  stance: z.string(),
  sub: z.string().nullable(),
  strength: z.string(),
  confidence: z.number(),
  quote: z.string(),
  /** Of the quote, in UTF-16 code units of the text of this revision; `null` for words of the title. */
  start: z.int().nullable(),
  end: z.int().nullable(),
  attribution: z.string(),
  affiliation: z.string().nullable(),
  statedAt: z.string(),
  articleId: ArticleId,
  revision: z.int(),
  url: z.string(),
  title: z.string(),
  outlet: z.string().nullable(),
})

/** Topics, where everybody stands on them, and who said what when. */
export function topicRoutes(server: TypedServer, { database, topics }: Deps): void {
  server.get(
    '/topics',
    {
      schema: { summary: 'The topics that are watched', response: answers(z.object({ items: z.array(TopicSummary) })) },
    },
    async () => ({
      items: await Promise.all(
        topics.map(async ({ id, title, proposition }) => ({
          id,
          title,
          proposition,
          holders: await countPositions(database, id),
        })),
      ),
    }),
  )
  server.get(
    '/topics/:topicId/positions',
    {
      schema: {
        summary:
          'Where everybody stands on a topic, now or `at` an instant, by statements of confidence 0.5 and more; who was heard last first',
        params: z.object({ topicId: name }),
        querystring: z.strictObject({
          ...{
            stance: Stance.optional(),
            holderType: HolderType.optional(),
            affiliation: name.optional(),
            outlet: name.optional(),
          },
          at: Moment.optional().describe('Where they stood then, by what is known today; a date counts to its end'),
          ...paging,
        }),
        response: answers(pageOf(HolderPosition)),
      },
    },
    async ({ params: { topicId }, query: { limit, cursor, at, ...asked } }) => {
      const filter = { topic: topicId, ...asked }
      if (at === undefined) return await findPositions(database, filter, { limit, cursor })
      return await findPositionsAt(database, filter, untilMs(at), { limit, cursor })
    },
  )
  server.get(
    '/topics/:topicId/statements',
    {
      schema: {
        summary: 'What was said on a topic over time, the latest first',
        params: z.object({ topicId: name }),
        querystring: z.strictObject({
          ...{ holder: HolderId.optional(), stance: Stance.optional(), attribution: AttributionMode.optional() },
          ...{ affiliation: name.optional(), outlet: name.optional() },
          ...span,
          ...paging,
        }),
        response: answers(pageOf(Statement)),
      },
    },
    async ({ params: { topicId }, query: { limit, cursor, since, until, ...asked } }) => {
      const filter = { topic: topicId, ...asked, ...spanMs({ since, until }) }
      const page = await findStatements(database, filter, { limit, cursor })
      return {
        ...page,
        items: page.items.map(({ startAt, endAt, ...row }) => ({ ...row, start: startAt, end: endAt })),
      }
    },
  )
}
