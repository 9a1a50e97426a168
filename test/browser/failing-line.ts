import { join } from 'node:path'
import {
  type DiscoveredUrl,
  jobId,
  messageVersion,
  type PipelineEvent,
  type Stage,
  traceLine,
} from '@stancewire/contracts'
import { type Database, noteAccepted, project } from '@stancewire/read-model'
import { openBullQueues } from '@stancewire/runtime'
import { inject } from 'vitest'
import { openLine, type TestLine } from '../e2e/line.ts'

/** Words that would be a script where they were taken for one. */
export const smuggled = `<img src=x onerror="document.title='owned'"> & co`

/** A kind of failure: where, by what error, at what host, and how many. */
type Kind = {
  readonly host: string
  readonly stage: Stage
  readonly name: string
  readonly message: string
  readonly count: number
  readonly cause?: 'error' | 'crashed'
  readonly source?: string | null
}

/** The failures of a bad night: 63 in all. */
export const kinds: readonly Kind[] = [
  {
    host: 'slow.example',
    stage: 'fetch',
    name: 'TimeoutError',
    message: 'no answer within 20 s',
    count: 38,
    source: 'slow-news',
  },
  { host: 'paper.example', stage: 'parse', name: 'TypeError', message: `the title is no text: ${smuggled}`, count: 17 },
  {
    host: 'gazette.example',
    stage: 'parse',
    name: 'CrashedError',
    message: 'its process died 3 times',
    count: 5,
    cause: 'crashed',
  },
  { host: 'paper.example', stage: 'classify-stance', name: 'RangeError', message: 'invalid array length', count: 3 },
]

const minuteMs = 60_000
const urlIdOf = (at: number) => `u${at.toString(16).padStart(32, '0')}`

export function openFailingLine(): Promise<TestLine> {
  return openLine({
    redisUrl: inject('redisUrl'),
    topics: [join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')],
    sources: [{ id: 'slow-news', url: 'http://127.0.0.1:9/feed', outlet: 'Slow News' }],
    limits: { fetch: { allowPrivate: 'loopback' } },
    api: { requestsPerMinute: 1_000_000 },
  })
}

/** Makes runs fail, wait, be put off and end on this line, and tells its archive. */
export async function fillFailingLine(line: TestLine, database: Database): Promise<void> {
  let number = 0
  for (const kind of kinds) for (let one = 0; one < kind.count; one++) await fail(line, kind, ++number)
  for (const at of [901, 902, 903]) await end(line, at)
  await standing(line, database)
  const entries = await line.stores.events.read('0', { count: 10_000 })
  await project(
    database,
    entries.map(({ position, event }) => ({ position, event, text: undefined })),
  )
}

function aFind(at: number, host: string, sourceId: string | null = null): Omit<DiscoveredUrl, 'run'> {
  return {
    ...{ v: messageVersion, urlId: urlIdOf(at), url: `https://www.${host}/2026/night-trains-${at}`, host, sourceId },
    ...{ outlet: null, discoveredAt: new Date(Date.now() - 9 * minuteMs).toISOString() },
    hint: { title: null, publishedAt: null },
  }
}

const down: readonly Stage[] = ['fetch', 'parse', 'deduplicate', 'classify-stance']

/** The way to and through a stage. */
function wayThrough(stage: Stage, found: Omit<DiscoveredUrl, 'run'>) {
  const beganMs = Date.now() - 8 * minuteMs
  const steps = down.slice(0, down.indexOf(stage) + 1).map((name, at) => ({
    ...{ stage: name, queuedAt: new Date(beganMs + at * 70_000).toISOString() },
    ...{ waitedMs: 41_000 + at * 1_000, workedMs: name === 'fetch' ? 26_300 : 340 + at, tries: name === stage ? 4 : 1 },
  }))
  return { discoveredAt: found.discoveredAt, sourceId: found.sourceId, steps }
}

async function fail(line: TestLine, kind: Kind, at: number): Promise<void> {
  const { redis, prefix, stores } = line
  const { host, stage, name, message, cause = 'error', source = null } = kind
  const found = aFind(at, host, source)
  await stores.runs.accept(found, { again: true })
  const ref = { urlId: found.urlId, run: 1 }
  const id = jobId(stage, ref)
  const failedAtMs = Date.now() - at * 7_000
  await redis.hset(`${prefix}:${stage}:${id}`, {
    ...{ name: stage, data: JSON.stringify({ ...found, run: 1 }), opts: '{}', delay: 0, priority: 0 },
    ...{ ats: 4, atm: 4, timestamp: failedAtMs - 90_000, processedOn: failedAtMs - 20_000, finishedOn: failedAtMs },
    ...{ failedReason: message, stacktrace: JSON.stringify([`${name}: ${message}\n    at work (stage.ts:12:3)`]) },
    pb: 'mill:412',
  })
  await redis.zadd(`${prefix}:${stage}:failed`, failedAtMs, id)
  const data = {
    ...ref,
    url: found.url,
    stage,
    attempts: 4,
    cause,
    error: { name, message },
    trace: wayThrough(stage, found),
  }
  await stores.events.end({ type: 'url.failed', data } as never)
}

async function end({ stores }: TestLine, at: number): Promise<void> {
  const found = aFind(at, 'paper.example')
  await stores.runs.accept(found, { again: true })
  const data = {
    urlId: found.urlId,
    run: 1,
    url: found.url,
    stage: 'parse',
    reason: 'paywalled',
    detail: 'a wall',
  } as const
  const event: PipelineEvent = { type: 'url.stopped', data: { ...data, trace: wayThrough('parse', found) } }
  await stores.events.end(event as never)
}

/** The number of a run that is put off, and why that is. */
export const putOff = { number: 951, host: 'busy.example' } as const

/** Jobs that wait and are put off, and the archive's notes of their runs. */
async function standing({ redis, prefix, stores }: TestLine, database: Database): Promise<void> {
  const [fetch, parse, ...others] = openBullQueues({ redis, prefix })
  if (!fetch || !parse) throw new Error('there are queues')
  const finds = [941, 942, 943, putOff.number, 952].map((at) => aFind(at, at < 950 ? 'paper.example' : putOff.host))
  for (const found of finds) await stores.runs.accept(found, { again: true })
  for (const found of finds.slice(0, 3)) {
    const data = { ...found, run: 1, trace: traceLine(wayThrough('fetch', found)) }
    await parse.add('parse', data, { jobId: jobId('parse', { urlId: found.urlId, run: 1 }) })
  }
  for (const found of finds.slice(3)) {
    const id = jobId('fetch', { urlId: found.urlId, run: 1 })
    await fetch.add('fetch', { ...found, run: 1 }, { jobId: id, delay: 20 * minuteMs })
    await redis.hset(`${prefix}:fetch:${id}`, { ats: 1, progress: '1' })
  }
  await redis.set(`${prefix}:host:${putOff.host}:blocked`, '1', 'PX', 20 * minuteMs)
  const notes = finds.map((found) => ({ atMs: Date.now() - 9 * minuteMs, found: { ...found, run: 1 } }))
  await noteAccepted(database, notes as never, '9-0')
  await Promise.all([fetch, parse, ...others].map((queue) => queue.close()))
}
