import { Stage, TerminalEvent, UrlId } from '@stancewire/contracts'
import { findRuns, readTrace } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, name, pageOf, paging, span, spanMs } from './asked.ts'

const Run = z.object({
  urlId: UrlId,
  run: z.int(),
  url: z.string(),
  host: z.string(),
  endedAt: z.string(),
  /** Type of the event that ended it. */
  endedBy: z.string(),
  stage: z.string().nullable(),
  /** Stop reason, or cause of the failure. */
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  errorName: z.string().nullable(),
  attempts: z.int().nullable(),
  articleId: z.string().nullable(),
})

const toRun = <Row extends { endedMs: number }>(row: Row) => ({ ...row, endedAt: new Date(row.endedMs).toISOString() })

/** Runs that have ended: found by what became of them, and all of one URL. */
export function runRoutes(server: TypedServer, { database }: Deps): void {
  const filter = z.strictObject({
    ...{
      url: z.string().max(2_048).optional(),
      host: name.optional(),
      topic: name.optional(),
      endedBy: z.enum(TerminalEvent.options.map(({ shape }) => shape.type.value)).optional(),
    },
    ...{ stage: Stage.optional(), reason: name.optional(), errorName: name.optional() },
    ...span,
    ...paging,
  })
  server.get(
    '/runs',
    {
      schema: { summary: 'Runs that have ended, the last first', querystring: filter, response: answers(pageOf(Run)) },
    },
    async ({ query: { limit, cursor, since, until, ...asked } }) => {
      const page = await findRuns(database, { ...asked, ...spanMs({ since, until }) }, { limit, cursor })
      return { ...page, items: page.items.map(toRun) }
    },
  )
  server.get(
    '/urls/:urlId/trace',
    {
      schema: {
        summary: 'What happened to a URL: each of its runs that have ended',
        params: z.object({ urlId: UrlId }),
        response: answers(z.object({ items: z.array(Run) })),
      },
    },
    async ({ params: { urlId } }, reply) => {
      const runs = await readTrace(database, urlId)
      if (runs.length === 0) return problem(reply, 404, { detail: `no run of ${urlId} has ended` }) as never
      return { items: runs.map(toRun) }
    },
  )
}
