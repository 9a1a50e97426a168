import { Stage, TerminalEvent, UrlId } from '@stancewire/contracts'
import { findMoving, findRuns, readTrace } from '@stancewire/read-model'
import { z } from 'zod'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, name, paging, span, spanMs } from './asked.ts'
import { Moving, Step, withPlaces } from './moving.ts'
import { siftedPageOf } from './sifted.ts'

/** A run that has ended. */
export const Run = z.object({
  urlId: UrlId,
  run: z.int(),
  url: z.string(),
  host: z.string(),
  sourceId: z.string().nullable(),
  /** When it was found, a further run: when it was asked for; `null` where that is not known. */
  discoveredAt: z.string().nullable(),
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

/** A run with the stages that it went through. */
const TracedRun = Run.extend({ steps: z.array(Step) })

const instant = (ms: number) => new Date(ms).toISOString()

/** A run that has ended, as it is told. */
export const toRun = <Row extends { endedMs: number; discoveredMs: number | null }>(row: Row) => ({
  ...row,
  discoveredAt: row.discoveredMs === null ? null : instant(row.discoveredMs),
  endedAt: instant(row.endedMs),
})

type StepRow = { stage: string; endedMs: number; waitedMs: number; workedMs: number; tries: number }

const toStep = ({ stage, endedMs, waitedMs, workedMs, tries }: StepRow) => ({
  stage: Stage.parse(stage),
  queuedAt: instant(endedMs - waitedMs - workedMs),
  ...{ waitedMs, workedMs, tries },
})

/** By what runs that have ended are chosen. */
export const runQuery = {
  ...{
    url: z.string().max(2_048).optional(),
    host: by.host,
    source: by.source,
    topic: by.topic,
    match: z.string().min(1).max(200).optional().describe('Stands in the URL or in the message'),
    endedBy: z.enum(TerminalEvent.options.map(({ shape }) => shape.type.value)).optional(),
  },
  ...{ stage: Stage.optional(), reason: name.optional(), errorName: name.optional() },
  ...span,
}

/** Runs that have ended: found by what became of them, and all of one URL. */
export function runRoutes(server: TypedServer, deps: Deps): void {
  const { database } = deps
  server.get(
    '/runs',
    {
      schema: {
        summary: 'Runs that have ended, the last first; a page may be short, or empty, and `next` goes on',
        querystring: z.strictObject({ ...runQuery, ...paging }),
        response: answers(siftedPageOf(Run)),
      },
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
        summary:
          'What happened to a URL, stage by stage: its runs that have ended, and the one on its way. Both are empty where its run has just ended, or is kept no longer',
        params: z.object({ urlId: UrlId }),
        response: answers(z.object({ items: z.array(TracedRun), moving: Moving.nullable() })),
      },
    },
    async ({ params: { urlId } }, reply) => {
      const [runs, { items: told }] = await Promise.all([
        readTrace(database, urlId),
        findMoving(database, { urlId }, { limit: 1 }),
      ])
      const moving = told[0] ?? (await onLine(deps, urlId))
      if (runs.length === 0 && moving === undefined)
        return problem(reply, 404, { detail: `no run of ${urlId}` }) as never
      const [standing = null] = await withPlaces(deps, typeof moving === 'object' ? [moving] : [])
      return { items: runs.map((run) => ({ ...toRun(run), steps: run.steps.map(toStep) })), moving: standing }
    },
  )
}

/** What was just accepted, or has just ended, the archive may not know yet; without the line, what the archive knows is all. */
function onLine({ line, onLine: look }: Deps, urlId: string): ReturnType<Deps['onLine']> {
  return line.whileThere(() => look(urlId)).catch(() => undefined)
}
