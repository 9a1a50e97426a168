import { Stage, UrlId, withoutSecrets } from '@stancewire/contracts'
import { type FailedRun, findFailed, groupFailedRuns } from '@stancewire/read-model'
import type { FailedJob } from '@stancewire/runtime'
import { z } from 'zod'
import type { Caller } from '../callers.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, paging } from './asked.ts'
import { failedFilter, failedQuery } from './failed-query.ts'
import { inside, withheld } from './jobs.ts'
import { siftedPageOf } from './sifted.ts'

/** A run that failed, and that nobody has retried, discarded or followed by another since. */
export const Failed = z.object({
  urlId: UrlId,
  run: z.int(),
  url: z.string(),
  host: z.string(),
  source: z.string().nullable(),
  stage: z.string(),
  cause: z.string(),
  errorName: z.string(),
  message: z.string(),
  attempts: z.int(),
  failedAt: z.string(),
})

const Job = z.object({
  id: z.string(),
  lane: z.string(),
  /** Who had it in hand last, as `machine:process`. */
  worker: z.string().nullable(),
  queuedAt: z.string().nullable(),
  triedAt: z.string().nullable(),
  failedAt: z.string(),
  attempts: z.int(),
  ...withheld,
})

const Counted = z.object({
  count: z.int().describe('At least so many, where there are more'),
  isMore: z.boolean().describe('The first 100,000 failed runs were looked at: those behind them are not counted'),
  /** How many are alike, the most first: a hundred kinds at most. */
  groups: z.array(z.object({ stage: z.string(), cause: z.string(), errorName: z.string(), count: z.int() })),
})

/** Failed runs: found, counted before something is done to them, and one with its input. */
export function failedRoutes(server: TypedServer, { database, failed }: Deps): void {
  server.get(
    '/failed',
    {
      schema: {
        summary: 'Failed runs that can be retried, the last first; a page may be short, or empty, and `next` goes on',
        querystring: z.strictObject({ ...failedQuery, ...paging }),
        response: answers(siftedPageOf(Failed)),
      },
    },
    async ({ query: { limit, cursor, ...asked } }) => {
      const page = await findFailed(database, failedFilter(asked, failed.keptMs), { limit, cursor })
      return { ...page, items: page.items.map(told) }
    },
  )
  server.get(
    '/failed/count',
    {
      schema: {
        summary: 'How many failed runs a filter means',
        querystring: z.strictObject(failedQuery),
        response: answers(Counted),
      },
    },
    async ({ query }) => {
      return groupFailedRuns(database, failedFilter(query, failed.keptMs))
    },
  )
  server.get(
    '/failed/:urlId/:run',
    {
      schema: {
        summary:
          'One failed run with its job, which is null where it is kept no longer; message and stack for the role operate, and null for others',
        params: z.object({
          urlId: UrlId,
          run: z.coerce.number().int().min(1).max(1_000_000_000).describe('The number of a run of this URL, from 1'),
        }),
        response: answers(Failed.extend({ job: Job.nullable() })),
      },
    },
    async ({ params: { urlId, run }, caller }, reply) => {
      const { items } = await findFailed(database, { urlId, run }, { limit: 1 })
      const [found] = items
      if (!found) return problem(reply, 404, { detail: `run ${run} of ${urlId} is none that failed` }) as never
      const stage = Stage.safeParse(found.stage)
      const job = stage.success ? await failed.readJob({ urlId, run, stage: stage.data }) : undefined
      void reply.header('cache-control', 'no-store')
      return { ...told(found), job: job ? toJob(job, caller) : null }
    },
  )
}

/** A failed run as it is told: secrets are told to nobody. */
export function told(run: FailedRun): FailedRun {
  return { ...run, url: withoutSecrets(run.url), message: withoutSecrets(run.message) }
}

function toJob({ error, input, ...job }: FailedJob, caller: Caller) {
  const { id, lane, worker, queuedAt, triedAt, failedAt, attempts } = job
  return {
    ...{ id, lane, worker, queuedAt, triedAt, failedAt, attempts },
    ...inside(caller, { input, stack: error.stack }),
  }
}
