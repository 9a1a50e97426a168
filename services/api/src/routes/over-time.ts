import { HolderType, Stance } from '@stancewire/contracts'
import { readTimeline, summarisePositions } from '@stancewire/read-model'
import { z } from 'zod'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, name, span, spanMs } from './asked.ts'

const Stretch = z.object({
  /** Its first day. */
  from: z.string(),
  stances: z.partialRecord(Stance, z.object({ statements: z.int(), holders: z.int(), articles: z.int() })),
})

const Line = z.object({
  /** `null` where none is known. */
  name: z.string().nullable(),
  /** How many stand somewhere now, by the statement that puts them there. */
  holders: z.int(),
  /** How often something was said in the span that was asked for. */
  statements: z.int(),
  stances: z.partialRecord(Stance, z.object({ holders: z.int(), statements: z.int() })),
})

/** What was said on a topic, counted: over time, and by whom. */
export function overTimeRoutes(server: TypedServer, { database }: Deps): void {
  const params = z.object({ topicId: name })
  server.get(
    '/topics/:topicId/timeline',
    {
      schema: {
        summary:
          'How often each stance was heard on a topic, from how many and in how many articles, by day, week or month (UTC), the latest first; statements of confidence 0.5 and more',
        params,
        querystring: z.strictObject({
          by: z.enum(['day', 'week', 'month']).default('day'),
          ...{ holderType: HolderType.optional(), affiliation: by.affiliation, outlet: by.outlet },
          ...span,
          limit: z.coerce.number().int().min(1).max(1_000).default(366).describe('Stretches of time'),
        }),
        response: answers(z.object({ items: z.array(Stretch) })),
      },
    },
    async ({ params: { topicId }, query: { since, until, limit, ...asked } }) => ({
      items: await readTimeline(database, { topic: topicId, ...asked, ...spanMs({ since, until }) }, limit),
    }),
  )
  server.get(
    '/topics/:topicId/summary',
    {
      schema: {
        summary: 'Positions on a topic by affiliation, outlet or type of holder, the most heard first',
        params,
        querystring: z.strictObject({
          by: z.enum(['affiliation', 'outlet', 'holderType']),
          ...{ holderType: HolderType.optional(), affiliation: by.affiliation, outlet: by.outlet },
          ...span,
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: answers(z.object({ items: z.array(Line) })),
      },
    },
    async ({ params: { topicId }, query: { since, until, limit, ...asked } }) => ({
      items: await summarisePositions(database, { topic: topicId, ...asked, ...spanMs({ since, until }) }, limit),
    }),
  )
}
