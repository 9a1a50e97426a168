import { Lane, Stage, UrlId } from '@stancewire/contracts'
import { findMoving, type MovingRun } from '@stancewire/read-model'
import type { Whereabouts } from '@stancewire/runtime'
import { z } from 'zod'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, pageOf, paging, span, spanMs } from './asked.ts'

/** A stage that a run has left behind: when its job was added, how long it waited until its last try, how long that took (ms), and how many tries there were. */
export const Step = z.object({
  stage: Stage,
  queuedAt: z.string(),
  waitedMs: z.int(),
  workedMs: z.int(),
  tries: z.int(),
})

/** Where a run stands. `at-host`: it waits for its host's turn; `unknown`: Redis does not answer. */
const At = z.object({
  is: z.enum(['at-host', 'waiting', 'put-off', 'active', 'failed', 'unknown']),
  stage: Stage.nullable(),
  queuedAt: z.string().nullable(),
  tries: z.int().nullable(),
  steps: z.array(Step),
})

/** A run that was accepted and has not ended. */
export const Moving = z.object({
  urlId: UrlId,
  run: z.int(),
  url: z.string(),
  host: z.string(),
  sourceId: z.string().nullable(),
  lane: Lane,
  acceptedAt: z.string(),
  at: At,
})
type Moving = z.infer<typeof Moving>

/** Runs on their way, found over the archive's index. */
export function movingRoutes(server: TypedServer, deps: Deps): void {
  const filter = z.strictObject({
    ...{
      url: z.string().max(2_048).optional(),
      urlId: UrlId.optional(),
      host: by.host,
      source: by.source,
    },
    lane: Lane.optional(),
    match: z.string().min(1).max(200).optional().describe('Stands in the URL; A to Z in whatever case'),
    ...span,
    ...paging,
  })
  server.get(
    '/runs/moving',
    {
      schema: {
        summary:
          'Runs on their way, the one accepted last first, and where each stands. What was just accepted may be missing for a second: /v1/urls/{urlId}/trace knows it at once',
        querystring: filter,
        response: answers(pageOf(Moving)),
      },
    },
    async ({ query: { limit, cursor, since, until, ...asked } }) => {
      const page = await findMoving(deps.database, { ...asked, ...spanMs({ since, until }) }, { limit, cursor })
      return { ...page, items: await withPlaces(deps, page.items) }
    },
  )
}

/** These runs, each with where it stands now. */
export async function withPlaces({ line, whereIs }: Deps, runs: readonly MovingRun[]): Promise<Moving[]> {
  const places = await line
    .whileThere(() => Promise.all(runs.map((run) => whereIs(run).then(placeOf))))
    .catch(() => runs.map(() => nowhere('unknown')))
  return runs.map(({ acceptedMs, lane, ...run }, at) => ({
    ...run,
    lane: Lane.parse(lane),
    acceptedAt: new Date(acceptedMs).toISOString(),
    at: places[at] ?? nowhere('unknown'),
  }))
}

function placeOf(where: Whereabouts | undefined): Moving['at'] {
  if (!where) return nowhere('at-host')
  const { trace, ...rest } = where
  return { ...rest, steps: trace.steps }
}

function nowhere(is: 'at-host' | 'unknown'): Moving['at'] {
  return { is, stage: null, queuedAt: null, tries: null, steps: [] }
}
