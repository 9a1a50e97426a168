import { type FailureCause, jobId, type Lane, queues, type RunRef, type Stage, type Trace } from '@stancewire/contracts'
import { z } from 'zod'
import type { Line } from './bull.ts'
import { parsed, stacksOf } from './failed-record.ts'
import { causeOf, errorOf, refOf } from './failed-run.ts'
import { traceOf } from './trace.ts'

/** Where a job stands in its queue. */
export const jobStandings = ['waiting', 'put-off', 'active', 'failed'] as const
export type JobStanding = (typeof jobStandings)[number]

/** A job as it stands in its queue, whatever it carries. */
export type LineJob = {
  readonly id: string
  readonly stage: Stage
  readonly is: JobStanding
  /** `null` where the job names no run that this version can read. */
  readonly ref: RunRef | null
  readonly url: string | null
  /** The host list that FETCH took it from; `null` at other stages. */
  readonly hostList: string | null
  readonly sourceId: string | null
  readonly lane: Lane
  /** Ids of the topics that its article was found to be on; `null` where nothing behind it has read the page yet. */
  readonly topics: readonly string[] | null
  /** The way behind it. */
  readonly steps: Trace['steps']
  /** When it was added, when its last try began, and when it was given up. */
  readonly queuedAt: string | null
  readonly triedAt: string | null
  readonly failedAt: string | null
  /** How often it was begun, how many tries of these failed, and how many may. */
  readonly tries: number
  readonly attempts: number
  readonly attemptsMax: number
  /** How often a try ended with "not now". */
  readonly laters: number
  /** When a job that is put off comes back. */
  readonly until: string | null
  /** Who had it in hand last, as `machine:process`. */
  readonly worker: string | null
  /** Of the last try that failed. */
  readonly error: {
    readonly name: string
    readonly message: string
    readonly stack: string
    readonly cause: FailureCause
  } | null
  readonly input: unknown
}

/** Some jobs of a list with their places there, `from` where on the next begin (`null` behind the last), and how many stand in the list. */
export type LineJobs = {
  readonly jobs: (LineJob & { readonly place: number })[]
  readonly next: number | null
  readonly total: number
}

const fields = [
  ...(['data', 'failedReason', 'stacktrace', 'atm', 'ats', 'progress', 'pb', 'timestamp'] as const),
  ...(['processedOn', 'finishedOn'] as const),
]

/**
 * Jobs of one stage that stand alike, those first that are next: that have waited longest, or come back soonest; of failed ones the last. Each is
 * read by its place in the list, which moves. For connections that fail while Redis is away: BullMQ's own handle of a queue would wait.
 */
export async function readLineJobs(
  line: Line,
  {
    stage,
    is,
    from,
    count,
  }: { readonly stage: Stage; readonly is: JobStanding; readonly from: number; readonly count: number },
): Promise<LineJobs> {
  const { ids, total, next } = await placesOf(line, { stage, is, from, count })
  const records = await Promise.all(ids.map(({ id, until }) => readRecord(line, { stage, id, is, until })))
  // One that is gone by now was done meanwhile.
  const jobs = records.flatMap((job, at) => (job ? [{ ...job, place: from + at }] : []))
  return { jobs, next, total }
}

/** As much of a job as tells at little cost whether it may be one that is looked for: its message and the error of its last try, unread. */
export type JobHead = {
  readonly id: string
  /** In its list. */
  readonly place: number
  readonly data: string
  readonly failedReason: string | null
  readonly queuedAt: string | null
  readonly triedAt: string | null
  readonly failedAt: string | null
  /** When one that is put off comes back. */
  readonly until: string | null
}

const headFields = ['data', 'failedReason', 'timestamp', 'processedOn', 'finishedOn'] as const

/** What stands in a list from a place on, as {@link readLineJobs} tells it, at a fraction of the cost. */
export async function readJobHeads(
  line: Line,
  asked: Asked,
): Promise<Omit<LineJobs, 'jobs'> & { readonly heads: JobHead[] }> {
  const { redis, prefix } = line
  const { ids, total, next } = await placesOf(line, asked)
  const trip = redis.pipeline()
  for (const { id } of ids) trip.hmget(`${prefix}:${asked.stage}:${id}`, ...headFields)
  const answers = (await trip.exec()) ?? []
  const heads = ids.flatMap(({ id, until }, at): JobHead[] => {
    const [error, values] = answers[at] ?? []
    if (error) throw error
    const [data, failedReason, ...moments] = values as (string | null)[]
    if (typeof data !== 'string') return []
    const [queuedAt = null, triedAt = null, failedAt = null] = moments.map((ms) => instant(ms ? Number(ms) : undefined))
    return [
      { id, place: asked.from + at, data, failedReason: failedReason ?? null, queuedAt, triedAt, failedAt, until },
    ]
  })
  return { heads, next, total }
}

/** The jobs of these heads, in their order; those that are gone by now are left out. */
export async function readHeaded(
  line: Line,
  { stage, is }: Pick<Asked, 'stage' | 'is'>,
  heads: readonly JobHead[],
): Promise<LineJobs['jobs']> {
  const jobs = await Promise.all(heads.map(({ id, until }) => readRecord(line, { stage, id, is, until })))
  return jobs.flatMap((job, at) => (job ? [{ ...job, place: heads[at]?.place ?? 0 }] : []))
}

/** One job by its id; `undefined` where it stands in none of these lists: it is done, or is no id of a job. */
export async function readLineJob(
  line: Line,
  { stage, id }: { readonly stage: Stage; readonly id: string },
): Promise<LineJob | undefined> {
  // What is called otherwise beside the jobs is no hash, or belongs to all of them.
  const ref = refOf({ id, data: undefined })
  if (!ref || jobId(stage, ref) !== id) return undefined
  const { redis, prefix } = line
  const key = (list: string) => `${prefix}:${stage}:${list}`
  const [put, failed, later, done] = await Promise.all([
    redis.zscore(key('delayed'), id),
    redis.zscore(key('failed'), id),
    redis.zscore(key('prioritized'), id),
    redis.zscore(key('completed'), id),
  ])
  if (done !== null) return undefined
  if (put !== null) return readRecord(line, { stage, id, is: 'put-off', until: untilOf(put) })
  if (failed !== null) return readRecord(line, { stage, id, is: 'failed', until: null })
  if (later !== null) return readRecord(line, { stage, id, is: 'waiting', until: null })
  // What is in hand has a lock; to look for an id in a list of a hundred thousand would hold Redis up.
  const isLocked = (await redis.exists(`${prefix}:${stage}:${id}:lock`)) === 1
  return readRecord(line, { stage, id, is: isLocked ? 'active' : 'waiting', until: null })
}

type Placed = { readonly id: string; readonly until: string | null }
type Asked = { readonly stage: Stage; readonly is: JobStanding; readonly from: number; readonly count: number }

async function placesOf(line: Line, asked: Asked) {
  const { ids, total } = await idsOf(line, asked)
  const behind = asked.from + asked.count
  return { ids, total, next: behind < total ? behind : null }
}

async function idsOf(line: Line, asked: Asked): Promise<{ ids: Placed[]; total: number }> {
  const { redis, prefix } = line
  const { stage, is, from, count } = asked
  const last = from + count - 1
  const key = (list: string) => `${prefix}:${stage}:${list}`
  const placed = (id: string): Placed => ({ id, until: null })
  if (is === 'waiting') return waitingIds(line, asked)
  if (is === 'active') {
    const [ids, total] = await Promise.all([redis.lrange(key('active'), from, last), redis.llen(key('active'))])
    return { ids: ids.map(placed), total }
  }
  if (is === 'failed') {
    const [ids, total] = await Promise.all([redis.zrevrange(key('failed'), from, last), redis.zcard(key('failed'))])
    return { ids: ids.map(placed), total }
  }
  const [ids, total] = await Promise.all([
    redis.zrange(key('delayed'), from, last, 'WITHSCORES'),
    redis.zcard(key('delayed')),
  ])
  const pairs = Array.from({ length: ids.length / 2 }, (_, at) => ({
    id: ids[2 * at] ?? '',
    until: untilOf(ids[2 * at + 1] ?? ''),
  }))
  return { ids: pairs, total }
}

/** Live jobs are taken from the end of their list; those of the replay lane follow behind all of them. */
async function waitingIds({ redis, prefix }: Line, { stage, from, count }: Asked) {
  const [wait, prioritized] = [`${prefix}:${stage}:wait`, `${prefix}:${stage}:prioritized`]
  const [live, waitsLive, replays] = await Promise.all([
    redis.lrange(wait, -from - count, -from - 1),
    redis.llen(wait),
    redis.zcard(prioritized),
  ])
  // An index before the beginning of a list means its beginning.
  const own = from >= waitsLive ? [] : live.toReversed()
  const behind = Math.max(0, from - waitsLive)
  const room = count - own.length
  const rest = room > 0 ? await redis.zrange(prioritized, behind, behind + room - 1) : []
  return { ids: [...own, ...rest].map((id): Placed => ({ id, until: null })), total: waitsLive + replays }
}

/** BullMQ keeps the moment of a delayed job in the upper bits of its score. */
function untilOf(score: string): string | null {
  const at = new Date(Math.floor(Number(score) / 0x1000))
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

type Known = Placed & { readonly stage: Stage; readonly is: JobStanding }

async function readRecord({ redis, prefix }: Line, { stage, id, is, until }: Known): Promise<LineJob | undefined> {
  const values = await redis.hmget(`${prefix}:${stage}:${id}`, ...fields)
  if (values.every((value) => value === null)) return undefined
  const [data, failedReason, stacktrace, attempts, tries, laters, worker, ...moments] = values
  const [timestamp, processedOn, finishedOn] = moments.map((ms) => (ms ? Number(ms) : undefined))
  const input = parsed(data)
  const { url, host, lane } = (input ?? {}) as Record<'url' | 'host' | 'lane', unknown>
  const trace = traceOf({ data: input, timestamp: timestamp ?? 0 })
  return {
    ...{ id, stage, is, until, input },
    ref: refOf({ id, data: input }) ?? null,
    url: typeof url === 'string' ? url : null,
    hostList: stage === 'fetch' && typeof host === 'string' ? host : null,
    sourceId: trace.sourceId,
    steps: trace.steps,
    lane: lane === 'replay' ? 'replay' : 'live',
    topics: topicsOf(input),
    queuedAt: instant(timestamp),
    triedAt: instant(processedOn),
    failedAt: is === 'failed' ? instant(finishedOn) : null,
    tries: Number(tries ?? 0),
    attempts: Number(attempts ?? 0),
    attemptsMax: attemptsOf(stage),
    laters: Number(laters ?? 0) || 0,
    worker: worker ?? null,
    error: failedReason ? errorWithStack(failedReason, stacksOf(parsed(stacktrace))) : null,
  }
}

function errorWithStack(failedReason: string, stacks: string[]): LineJob['error'] {
  const error = errorOf({ failedReason, stacktrace: stacks })
  return { ...error, stack: stacks.at(-1) ?? '', cause: causeOf(error) }
}

const Matched = z.object({ article: z.object({ topics: z.array(z.object({ id: z.string() })) }) })

function topicsOf(input: unknown): string[] | null {
  return Matched.safeParse(input).data?.article.topics.map(({ id }) => id) ?? null
}

function attemptsOf(stage: Stage): number {
  return Object.values(queues).find(({ name }) => name === stage)?.attempts ?? 1
}

function instant(ms: number | undefined): string | null {
  const at = new Date(ms ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
