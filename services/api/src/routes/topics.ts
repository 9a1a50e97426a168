import { ArticleId, HolderId, HolderType, Stance } from '@stancewire/contracts'
import { countPositions, countStances, findPositions, findPositionsAt } from '@stancewire/read-model'
import { z } from 'zod'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, Moment, name, pageOf, paging, untilMs } from './asked.ts'

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

const StanceCounts = z.object({ support: z.int(), mixed: z.int(), oppose: z.int() })

/** Whose positions are asked for, and when. */
const whose = {
  ...{
    stance: Stance.optional(),
    holderType: HolderType.optional(),
    affiliation: by.affiliation,
    outlet: by.outlet,
  },
  at: Moment.optional().describe('Where they stood then, by what is known today; a date counts to its end'),
}

/** Topics, and where everybody stands on them. */
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
        querystring: z.strictObject({ ...whose, ...paging }),
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
    '/topics/:topicId/positions/count',
    {
      schema: {
        summary: 'How many take each stance on a topic, now or `at` an instant',
        params: z.object({ topicId: name }),
        querystring: z.strictObject(whose),
        response: answers(StanceCounts),
      },
    },
    async ({ params: { topicId }, query: { at, ...asked } }) =>
      await countStances(database, { topic: topicId, ...asked }, at === undefined ? undefined : untilMs(at)),
  )
}
