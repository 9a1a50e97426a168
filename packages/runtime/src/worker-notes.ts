import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Line } from './bull.ts'
import { every } from './every.ts'
import type { Logger } from './log.ts'
import { StageTally, stageTallies } from './stage-pace.ts'

const WorkerNote = z.object({
  service: z.string(),
  host: z.string(),
  pid: z.int(),
  version: z.string(),
  /** Jobs that it works on at a time; `null` for a service that works on none. */
  concurrency: z.int().nullable(),
  rssBytes: z.int(),
  /** What 99 of 100 turns of its event loop were late by at most, within the last interval. */
  lagMs: z.number(),
  /** Milliseconds since 1970. */
  startedAtMs: z.int(),
  seenAtMs: z.int(),
  /** What its stages did lately; none of a version that does not tell, or tells otherwise. */
  stages: z.array(StageTally).default([]).catch([]),
})
/** What a process of the line tells of itself every few seconds. */
export type WorkerNote = z.infer<typeof WorkerNote>

const noteEveryMs = 5_000
/** A process that has told nothing of itself for so long is taken to be gone. */
const seenWithinMs = 20_000
const readMost = 1_000
const lagEveryMs = 20

const keyOf = (prefix: string) => `${prefix}:workers`
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Of all stages that this process runs. */
let concurrency: number | null = null

/** Notes that this process works on so many more jobs at a time, until disposed. */
export function noteConcurrency(jobs: number): Disposable {
  concurrency = (concurrency ?? 0) + jobs
  return {
    [Symbol.dispose]: () => {
      concurrency = (concurrency ?? 0) - jobs || null
    },
  }
}

/** Tells of this process every 5 s, until disposed: one field of a hash, written anew. */
export function startWorkerNote(service: string, { redis, prefix, log }: Line & { log: Logger }): AsyncDisposable {
  const key = keyOf(prefix)
  const field = `${service} ${hostname()} ${process.pid}`
  const startedAtMs = Math.round(performance.timeOrigin)
  const lag = monitorEventLoopDelay({ resolution: lagEveryMs })
  lag.enable()
  let isFirst = true
  const note = async () => {
    const seenAtMs = await timeOf(redis)
    const facts: WorkerNote = {
      ...{ service, host: hostname(), pid: process.pid, version, concurrency, startedAtMs, seenAtMs },
      rssBytes: process.memoryUsage.rss(),
      lagMs: latenessOf(lag),
      stages: stageTallies(prefix),
    }
    await redis.hset(key, field, JSON.stringify(facts))
    // Whoever begins sweeps up after those that ended without a word.
    if (isFirst) await dropGone(redis, prefix)
    isFirst = false
  }
  const noting = every(noteEveryMs, 'note of this process', log, note)
  return {
    async [Symbol.asyncDispose]() {
      await noting[Symbol.asyncDispose]()
      lag.disable()
      if (redis.status === 'ready') await redis.hdel(key, field).catch(() => {})
    },
  }
}

/** The processes of the line that told of themselves within 20 s, by service, host and number; at most a thousand. */
export async function readWorkerNotes({ redis, prefix }: Line): Promise<WorkerNote[]> {
  const [now, all] = await Promise.all([timeOf(redis), redis.hvals(keyOf(prefix))])
  return all
    .slice(0, readMost)
    .flatMap((json) => readNote(json) ?? [])
    .filter(({ seenAtMs }) => seenAtMs > now - seenWithinMs)
    .sort((a, b) => compare(a.service, b.service) || compare(a.host, b.host) || a.pid - b.pid)
}

async function dropGone(redis: Redis, prefix: string): Promise<void> {
  const [now, all] = await Promise.all([timeOf(redis), redis.hgetall(keyOf(prefix))])
  const gone = Object.entries(all).filter(([, json]) => !((readNote(json)?.seenAtMs ?? 0) > now - seenWithinMs))
  if (gone.length > 0) await redis.hdel(keyOf(prefix), ...gone.map(([field]) => field))
}

/** By Redis' clock: those of machines are not compared. */
async function timeOf(redis: Pick<Redis, 'time'>): Promise<number> {
  const [seconds, microseconds] = await redis.time()
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000)
}

function readNote(json: string): WorkerNote | undefined {
  try {
    return WorkerNote.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

/** What is measured is the time between two looks, of which the first part was meant. */
function latenessOf(lag: ReturnType<typeof monitorEventLoopDelay>): number {
  const lateMs = lag.count === 0 ? 0 : lag.percentile(99) / 1e6 - lagEveryMs
  lag.reset()
  return Math.round(Math.max(0, lateMs) * 10) / 10
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
