import { FailureCause, Lane, Stage, UrlId, withoutSecrets } from '@stancewire/contracts'
import { mayAct, type Role, urlsOnTopic } from '@stancewire/read-model'
import { jobStandings } from '@stancewire/runtime'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { putOffReasons, type ToldJob } from '../line-jobs.ts'
import type { JobFilter } from '../line-jobs-filter.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, name, pageOf, paging, span, spanMs } from './asked.ts'

const Standing = z.enum(jobStandings)

/** A job as it stands in its queue. */
export const Job = z.object({
  id: z.string(),
  stage: Stage,
  is: Standing,
  urlId: UrlId.nullable(),
  run: z.int().nullable(),
  url: z.string().nullable(),
  source: z.string().nullable(),
  lane: Lane,
  /** Ids of the topics that its article was found to be on; null where its page is not read yet. */
  topics: z.array(z.string()).nullable(),
  queuedAt: z.string().nullable(),
  triedAt: z.string().nullable(),
  failedAt: z.string().nullable(),
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
  error: z.object({ name: z.string(), message: z.string(), cause: FailureCause }).nullable(),
})

/** What only the role `operate` is told of a job. */
export const withheld = {
  isWithheld: z.boolean().describe('Message and stack are for the role operate: `input` and `stack` are `null` here'),
  input: z.unknown().describe('The message that the stage was given'),
  stack: z.string().nullable().describe('Of the last try that failed'),
}
const WholeJob = Job.extend(withheld)

const offset = z
  .string()
  .regex(/^\d{1,9}$/)
  .optional()
  .describe('`next` of the page before')

/** By what the jobs of a list are chosen. */
export const jobQuery = {
  stage: Stage,
  state: Standing,
  match: z.string().min(1).max(200).optional().describe('Stands in the URL or in the message of its error'),
  host: by.host,
  source: by.source,
  lane: Lane.optional(),
  topic: by.topic.describe(
    'What was read of its page says so; at FETCH and PARSE, an earlier run of the same address led to an article on it',
  ),
  why: z.enum(putOffReasons).optional().describe('Why it is put off; is refused for any other state'),
  cause: FailureCause.optional().describe('Of its last try that failed'),
  errorName: name.optional().describe('The class of the error of its last try that failed'),
  since: span.since.describe(
    'From this instant or date on: waiting since then, in hand since then, given up then; of one put off, due then',
  ),
  until: span.until,
}
const Query = z.strictObject(jobQuery)

/** The same as the line is asked it. */
export function jobFilter(
  { state, topic, since, until, ...same }: z.infer<typeof Query>,
  { database }: Pick<Deps, 'database'>,
): JobFilter {
  const known = (urlIds: readonly string[]) => urlsOnTopic(database, topic ?? '', urlIds)
  return {
    ...same,
    is: state,
    topic: topic === undefined ? undefined : { id: topic, known },
    ...spanMs({ since, until }),
  }
}

/** Refuses to look for a reason where there can be none: none would look like nothing being found. */
export function refuseWhy(reply: FastifyReply, { state, why }: Pick<z.infer<typeof Query>, 'state' | 'why'>) {
  if (why === undefined || state === 'put-off') return undefined
  const detail = `only jobs that are put off have a reason for that, and ${state} ones are asked for`
  return problem(reply, 400, { errors: [{ at: 'querystring/why', detail }] })
}

/** Jobs as they stand in the queues, whatever the archive knows. */
export function jobRoutes(server: TypedServer, deps: Pick<Deps, 'jobs' | 'database'>): void {
  const { jobs } = deps
  server.get(
    '/jobs',
    {
      schema: {
        summary:
          'Jobs of a stage that stand alike, those that are next first. The list moves while it is read; a page may be short, or empty, and `next` goes on',
        querystring: z.strictObject({ ...jobQuery, limit: paging.limit, cursor: offset }),
        response: answers(
          pageOf(Job).extend({
            looked: z.int().describe('How many were looked at for this page'),
            total: z.int().describe('How many stand in the list, whatever is asked'),
          }),
        ),
      },
    },
    async ({ query: { limit, cursor = '0', ...asked } }, reply) => {
      const refused = refuseWhy(reply, asked)
      if (refused) return refused as never
      const { items, next, ...page } = await jobs.list(jobFilter(asked, deps), { from: Number(cursor), limit })
      return { ...page, items: items.map(toJob), next: next === null ? null : String(next) }
    },
  )
  server.get(
    '/jobs/:stage/:id',
    {
      schema: {
        summary:
          'One job, wherever it stands in its queue; its message and stack for the role operate, and null for others',
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
    async ({ params, caller }, reply) => {
      const job = await jobs.read(params)
      if (!job) return problem(reply, 404, { detail: `no job ${params.id} stands at ${params.stage}` }) as never
      void reply.header('cache-control', 'no-store')
      return { ...toJob(job), ...inside(caller, { input: job.input, stack: job.error?.stack ?? null }) }
    },
  )
}

type Inside = { readonly input: unknown; readonly stack: string | null }

/** Message and stack as they are told: to operators without secrets, to others not at all. */
export function inside({ role }: { readonly role: Role }, { input, stack }: Inside): Inside & { isWithheld: boolean } {
  if (!mayAct(role, 'operate')) return { isWithheld: true, input: null, stack: null }
  return {
    isWithheld: false,
    input: JSON.parse(withoutSecrets(JSON.stringify(input ?? null))) as unknown,
    stack: stack === null ? null : withoutSecrets(stack),
  }
}

/** A job as it is told: secrets are told to nobody. */
export function toJob(job: ToldJob): z.infer<typeof Job> {
  const { ref, url, sourceId, topics, error, putOff, input: _, hostList: __, until: ___, steps: ____, ...rest } = job
  return {
    ...rest,
    topics: topics && [...topics],
    urlId: ref?.urlId ?? null,
    run: ref?.run ?? null,
    url: url === null ? null : withoutSecrets(url),
    source: sourceId,
    putOff: putOff && { ...putOff, detail: withoutSecrets(putOff.detail) },
    error: error && { name: error.name, message: withoutSecrets(error.message), cause: error.cause },
  }
}
