import { ArticleId, HolderId, HolderType } from '@stancewire/contracts'
import { findHolders, readHolder } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, name, pageOf, paging } from './asked.ts'

const ListedHolder = z.object({
  holderId: HolderId,
  name: z.string(),
  type: z.string(),
  /** Other names they go by. */
  aka: z.array(z.string()),
  /** When they were heard first and last. */
  firstAt: z.string(),
  lastAt: z.string(),
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

const withNames = <Row extends { aka: string }>(row: Row) => ({ ...row, aka: JSON.parse(row.aka) as string[] })

/** Who was heard: found by name, and each with where they stand. */
export function holderRoutes(server: TypedServer, { database }: Deps): void {
  server.get(
    '/holders',
    {
      schema: {
        summary: 'Who was heard, the last first',
        querystring: z.strictObject({
          search: name.optional().describe('Beginnings of words that all stand in one of their names'),
          ...{ topic: by.topic, type: HolderType.optional() },
          ...paging,
        }),
        response: answers(pageOf(ListedHolder)),
      },
    },
    async ({ query: { limit, cursor, ...asked } }) => {
      const page = await findHolders(database, asked, { limit, cursor })
      const items = page.items.map(({ firstMs, lastMs, ...row }) => ({
        ...withNames(row),
        ...{ firstAt: new Date(firstMs).toISOString(), lastAt: new Date(lastMs).toISOString() },
      }))
      return { ...page, items }
    },
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
      return withNames(found)
    },
  )
}
