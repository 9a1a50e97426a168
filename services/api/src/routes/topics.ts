import { ArticleId, HolderId, HolderType, Stance } from '@stancewire/contracts'
import { countPositions, findPositions, findStatements, readHolder } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, name, pageOf, paging, span, spanMs } from './asked.ts'

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
  attribution: z.string(),
  affiliation: z.string().nullable(),
  statedAt: z.string(),
  articleId: ArticleId,
  url: z.string(),
  title: z.string(),
  outlet: z.string().nullable(),
})

const Holder = z.object({
  holderId: HolderId,
  name: z.string(),
  type: z.string(),
  aka: z.array(z.string()),
  standings: z.array(
    z.object({
      topicId: z.string(),
      stance: z.string(),
      statedAt: z.string(),
      sinceAt: z.string(),
      articleId: ArticleId,
    }),
  ),
  changes: z.array(
    z.object({
      topicId: z.string(),
      fromStance: z.string(),
      toStance: z.string(),
      statedAt: z.string(),
      articleId: ArticleId,
    }),
  ),
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
          'Where everybody stands on a topic now, by statements of confidence 0.5 and more; who was heard last first',
        params: z.object({ topicId: name }),
        querystring: z.strictObject({
          ...{
            stance: Stance.optional(),
            holderType: HolderType.optional(),
            affiliation: name.optional(),
            outlet: name.optional(),
          },
          ...paging,
        }),
        response: answers(pageOf(HolderPosition)),
      },
    },
    async ({ params: { topicId }, query: { limit, cursor, ...asked } }) =>
      await findPositions(database, { topic: topicId, ...asked }, { limit, cursor }),
  )
  server.get(
    '/topics/:topicId/statements',
    {
      schema: {
        summary: 'What was said on a topic over time, the latest first',
        params: z.object({ topicId: name }),
        querystring: z.strictObject({ holder: HolderId.optional(), ...span, ...paging }),
        response: answers(pageOf(Statement)),
      },
    },
    async ({ params: { topicId }, query: { limit, cursor, holder, ...rest } }) =>
      await findStatements(database, { topic: topicId, holder, ...spanMs(rest) }, { limit, cursor }),
  )
  server.get(
    '/holders/:holderId',
    {
      schema: {
        summary: 'A holder: where they stand on each topic, and how they moved',
        params: z.object({ holderId: HolderId }),
        response: answers(Holder),
      },
    },
    async ({ params: { holderId } }, reply) => {
      const found = await readHolder(database, holderId)
      if (!found) return problem(reply, 404, { detail: `no holder ${holderId}` }) as never
      return { ...found, aka: JSON.parse(found.aka) as string[] }
    },
  )
}
