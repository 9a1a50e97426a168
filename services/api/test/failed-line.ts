import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultLimits } from '@stancewire/config'
import { type DiscoveredUrl, jobId, messageVersion } from '@stancewire/contracts'
import { type Database, openDatabase, openOperations, project } from '@stancewire/read-model'
import { openLog, openRedis } from '@stancewire/runtime'
import { openStores, type Stores } from '@stancewire/storage'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'

/** Both databases: work on failed runs is the same on each. */
export const databases = [
  { name: 'SQLite', urlIn: async (folder: string) => join(folder, 'archive.sqlite') },
  { name: 'PostgreSQL', urlIn: newPostgres },
] as const

async function newPostgres(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const name = `t_${randomBytes(6).toString('hex')}`
  await administer(url.href, `create database ${name}`)
  onTestFinished(() => administer(inject('postgresUrl'), `drop database ${name} with (force)`))
  url.pathname = name
  return url.href
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** The message that starts the run of a URL by number. */
function foundUrl(number: number): Omit<DiscoveredUrl, 'run'> {
  return {
    ...{ v: messageVersion, urlId: `u${number.toString(16).padStart(32, '0')}`, host: 'news.example' },
    ...{ url: `https://news.example/${number}`, sourceId: null, outlet: null },
    discoveredAt: '2026-03-03T09:00:00.000Z',
    hint: { title: null, publishedAt: null },
  }
}

/** A line of its own with so many failed runs, which its archive knows of. Goes with its test. */
export async function aFailedLine({ urlIn }: (typeof databases)[number], failures: number) {
  const log = openLog('test', 'silent')
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-failed-'))
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  const redisUrl = inject('redisUrl')
  const redis = openRedis(redisUrl, log)
  const databaseUrl = await urlIn(folder)
  const database = await openDatabase(databaseUrl)
  const config = { prefix, bodiesDir: join(folder, 'bodies'), limits: defaultLimits }
  const stores = openStores(redis.duplicate({ enableAutoPipelining: true }), config)
  onTestFinished(async () => {
    await database[Symbol.asyncDispose]()
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 }))
      if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
    await redis[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  const line = { log, prefix, redis, redisUrl, databaseUrl, database, config, stores }
  await fail(line, failures)
  await archive(line)
  return {
    ...line,
    operations: openOperations(database),
    archive: () => archive(line),
    /** How many runs of each number stand at the hosts: each of them was accepted once. */
    async accepted(): Promise<Record<string, number>> {
      const entries = await redis.lrange(`${prefix}:host:news.example:waiting`, 0, -1)
      const ids = entries.map((entry) => JSON.parse(entry) as { urlId: string; run: number })
      const again = ids.filter(({ run }) => run > 1).map(({ urlId, run }) => `${urlId}/${run}`)
      return { runs: again.length, different: new Set(again).size }
    },
    failedJobs: () => redis.zcard(`${prefix}:fetch:failed`),
  }
}

type Parts = {
  readonly redis: ReturnType<typeof openRedis>
  readonly prefix: string
  readonly stores: Stores
  readonly database: Database
}

async function fail({ redis, prefix, stores }: Parts, count: number): Promise<void> {
  const pipeline = redis.pipeline()
  const failedAtMs = Date.now()
  const failed = Array.from({ length: count }, async (_, at) => {
    const found = foundUrl(at + 1)
    await stores.runs.accept(found, { again: true })
    const ref = { urlId: found.urlId, run: 1 }
    const id = jobId('fetch', ref)
    pipeline.hset(`${prefix}:fetch:${id}`, {
      ...{ name: 'fetch', data: JSON.stringify({ ...found, run: 1 }), opts: '{}', delay: 0, priority: 0 },
      ...{ ats: 4, atm: 4, timestamp: failedAtMs - 9_000, processedOn: failedAtMs - 1_000, finishedOn: failedAtMs },
      failedReason: 'no answer from https://ida:tram@news.example/',
      stacktrace: JSON.stringify(['TimeoutError: no answer from https://ida:tram@news.example/\n    at work']),
      pb: 'mill:412',
    })
    pipeline.zadd(`${prefix}:fetch:failed`, failedAtMs, id)
    const error = { name: 'TimeoutError', message: 'no answer from https://ida:tram@news.example/' }
    const data = { ...ref, url: found.url, stage: 'fetch', attempts: 4, cause: 'error', error } as const
    await stores.events.end({ type: 'url.failed', data })
  })
  await Promise.all(failed)
  await pipeline.exec()
}

/** Brings the whole stream into the archive. */
async function archive({ stores, database }: Pick<Parts, 'stores' | 'database'>): Promise<void> {
  const entries = await stores.events.read('0', { count: 1_000_000 })
  for (let at = 0; at < entries.length; at += 500) {
    const some = entries.slice(at, at + 500)
    await project(
      database,
      some.map(({ position, event }) => ({ position, event, text: undefined })),
    )
  }
}
