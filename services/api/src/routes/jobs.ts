import { Lane, Stage, UrlId, withoutSecrets } from '@stancewire/contracts'
import { jobStandings } from '@stancewire/runtime'
import { z } from 'zod'
import { putOffReasons, type ToldJob } from '../line-jobs.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, pageOf, paging } from './asked.ts'

const Standing = z.enum(jobStandings)

/** A job as it stands in its queue. */
const Job = z.object({
  id: z.string(),
  stage: Stage,
  is: Standing,
  urlId: UrlId.nullable(),
  run: z.int().nullable(),
  url: z.string().nullable(),
  source: z.string().nullable(),
  lane: Lane,
  queuedAt: z.string().nullable(),
  triedAt: z.string().nullable(),
  /** How often it was begun, how many tries failed, how many may, and how often one ended with "not now". */
  tries: z.int(),
  attempts: z.int(),
  attemptsMax: z.int(),
  laters: z.int(),
  /** When it comes back, and why it does not go on now, as far as the line knows. */
  putOff: z.object({ until: z.string().nullable(), why: z.enum(putOffReasons), detail: z.string() }).nullable(),
  /** Who had it in hand last, as `machine:process`. */
  worker: z.string().nullable(),
  /** Of the last try that failed. */
  error: z.object({ name: z.string(), message: z.string() }).nullable(),
})

const WholeJob = Job.extend({
  /** The message that the stage was given. */
  input: z.unknown(),
  stack: z.string().nullable(),
})

const offset = z
  .string()
  .regex(/^\d{1,9}$/)
  .optional()
  .describe('`next` of the page before')

/** Jobs as they stand in the queues, whatever the archive knows. */
export function jobRoutes(server: TypedServer, { jobs }: Pick<Deps, 'jobs'>): void {
  server.get(
    '/jobs',
    {
      schema: {
        summary:
          'Jobs of a stage that stand alike, those that are next first. The list moves while it is read; a page may be short, or empty, and `next` goes on',
        querystring: z.strictObject({
          stage: Stage,
          state: Standing,
          match: z.string().min(1).max(200).optional().describe('Stands in the URL or in the message of its error'),
          host: by.host,
          source: by.source,
          limit: paging.limit,
          cursor: offset,
        }),
        response: answers(
          pageOf(Job).extend({ total: z.int().describe('How many stand in the list, whatever is asked') }),
        ),
      },
    },
    async ({ query: { state, limit, cursor = '0', ...which } }) => {
      const page = await jobs.list({ ...which, is: state }, { from: Number(cursor), limit })
      return { items: page.items.map(toJob), total: page.total, next: page.next === null ? null : String(page.next) }
    },
  )
  server.get(
    '/jobs/:stage/:id',
    {
      schema: {
        summary: 'One job with its message and stack, wherever it stands in its queue',
        params: z.object({
          stage: Stage.describe('The stage that reads its queue'),
          id: z
            .string()
            .regex(/^[\w.:-]{1,200}$/)
            .describe('The id of a job'),
        }),
        response: answers(WholeJob),
      },
    },
    async ({ params }, reply) => {
      const job = await jobs.read(params)
      if (!job) return problem(reply, 404, { detail: `no job ${params.id} stands at ${params.stage}` }) as never
      return {
        ...toJob(job),
        input: JSON.parse(withoutSecrets(JSON.stringify(job.input ?? null))) as unknown,
        stack: job.error ? withoutSecrets(job.error.stack) : null,
      }
    },
  )
}

/** Secrets are told to nobody. */
function toJob({ ref, url, sourceId, error, putOff, input: _, hostList: __, until: ___, ...rest }: ToldJob) {
  return {
    ...rest,
    urlId: ref?.urlId ?? null,
    run: ref?.run ?? null,
    url: url === null ? null : withoutSecrets(url),
    source: sourceId,
    putOff: putOff && { ...putOff, detail: withoutSecrets(putOff.detail) },
    error: error && { name: error.name, message: withoutSecrets(error.message) },
  }
}
