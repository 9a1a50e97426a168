import { FailureCause, Lane, Stage, UrlId } from '@stancewire/contracts'
import { type MovingRun, urlsOnTopic } from '@stancewire/read-model'
import type { Whereabouts } from '@stancewire/runtime'
import { z } from 'zod'
import { type MovingWish, openMovingFinder } from '../find-moving.ts'
import { putOffReasons, type ToldJob } from '../line-jobs.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, name, paging, span, spanMs } from './asked.ts'
import { siftedPageOf } from './sifted.ts'

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

/** By what runs on their way are chosen. Those that the line alone knows are looked for run by run. */
export const movingQuery = {
  ...{
    url: z.string().max(2_048).optional(),
    urlId: UrlId.optional(),
    host: by.host,
    source: by.source,
  },
  lane: Lane.optional(),
  match: z.string().min(1).max(200).optional().describe('Stands in the URL; A to Z in whatever case'),
  stage: Stage.optional().describe('The stage that its job stands at'),
  is: z
    .enum(['at-host', 'waiting', 'put-off', 'active', 'failed'])
    .optional()
    .describe('How it stands there, as at.is tells; at-host: it waits for its host, before the first stage'),
  topic: by.topic.describe(
    'What was read of the page says so; before that, an earlier run of the same address led to an article on it',
  ),
  why: z.enum(putOffReasons).optional().describe('Why its job is put off: no job that is not put off is meant'),
  cause: FailureCause.optional().describe('Of the last try of its job that failed'),
  errorName: name.optional().describe('The class of the error of the last try that failed'),
  ...span,
}
const Query = z.strictObject(movingQuery)

/** The same as the archive and the line are asked it. */
export function movingWish(
  { stage, is, topic, why, cause, errorName, since, until, ...same }: z.infer<typeof Query>,
  { database }: Pick<Deps, 'database'>,
): MovingWish {
  const known = (urlIds: readonly string[]) => urlsOnTopic(database, topic ?? '', urlIds)
  const ofLine = { stage, is, why, cause, errorName, topic: topic === undefined ? undefined : { id: topic, known } }
  return { ofArchive: { ...same, ...spanMs({ since, until }) }, ofLine }
}

/** Runs on their way, found over the archive's index, and by what the line knows of their jobs. */
export function movingRoutes(server: TypedServer, deps: Deps): void {
  const find = openMovingFinder(deps)
  server.get(
    '/runs/moving',
    {
      schema: {
        summary:
          'Runs on their way, the one accepted last first, and where each stands: a page may be short, or empty, and `next` goes on. What was just accepted may be missing for a second',
        querystring: z.strictObject({ ...movingQuery, ...paging }),
        response: answers(siftedPageOf(Moving)),
      },
    },
    async ({ query: { limit, cursor, ...asked } }) => {
      const { items, ...page } = await find(movingWish(asked, deps), { limit, cursor })
      const jobs = items.map(({ job }) => job)
      if (jobs.includes(undefined))
        return {
          ...page,
          items: await withPlaces(
            deps,
            items.map(({ run }) => run),
          ),
        }
      return { ...page, items: items.map(({ run, job }) => placed(run, atOf(job ?? null))) }
    },
  )
}

/** These runs, each with where it stands now. */
export async function withPlaces({ line, whereIs }: Deps, runs: readonly MovingRun[]): Promise<Moving[]> {
  const places = await line
    .whileThere(() => Promise.all(runs.map((run) => whereIs(run).then(placeOf))))
    .catch(() => runs.map(() => nowhere('unknown')))
  return runs.map((run, at) => placed(run, places[at] ?? nowhere('unknown')))
}

/** A run where its job stands; without one it waits for its host. */
export function atOf(job: ToldJob | null): Moving['at'] {
  if (!job) return nowhere('at-host')
  const { is, stage, queuedAt, tries, steps } = job
  return { is, stage, queuedAt, tries, steps: [...steps] }
}

/** A run on its way, as it is told. */
export function placed({ acceptedMs, lane, ...run }: MovingRun, at: Moving['at']): Moving {
  return { ...run, lane: Lane.parse(lane), acceptedAt: new Date(acceptedMs).toISOString(), at }
}

function placeOf(where: Whereabouts | undefined): Moving['at'] {
  if (!where) return nowhere('at-host')
  const { trace, ...rest } = where
  return { ...rest, steps: trace.steps }
}

function nowhere(is: 'at-host' | 'unknown'): Moving['at'] {
  return { is, stage: null, queuedAt: null, tries: null, steps: [] }
}
