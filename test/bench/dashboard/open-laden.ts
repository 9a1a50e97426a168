import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { env } from 'node:process'
import { startRedis } from '@stancewire/embedded-redis'
import { type Database, openDatabase, openTokens } from '@stancewire/read-model'
import type { Redis } from 'ioredis'
import { openLine, type TestLine, until } from '../../e2e/line.ts'

/** The API as a process of its own: where it is, and who may do everything. */
export type Api = { readonly base: string; readonly pid: number; readonly token: string }

/** A line on which nothing runs but what is asked for, with a Redis and an archive of its own. */
export type Laden = AsyncDisposable & {
  readonly line: TestLine
  readonly redis: Redis
  readonly database: Database
  startApi(): Promise<Api>
}

const topic = join(import.meta.dirname, '..', '..', 'e2e', 'night-trains.yaml')
const maxMemoryMb = 6_144
// With those that the articles come from.
const sourcesMore = 300

/** Opens the line; the Redis that REDIS_URL names is used where there is one. */
export async function openLaden(): Promise<Laden> {
  await using open = new AsyncDisposableStack()
  const line = open.use(await openLineOn(await redisFor(open)))
  const file = join(line.folder, 'archive', 'archive.sqlite')
  await mkdir(dirname(file), { recursive: true })
  const database = open.use(await openDatabase(file))
  const kept = open.move()
  return {
    ...{ line, redis: line.redis, database },
    async startApi() {
      const { secret } = await openTokens(database).issue({ name: 'desk', role: 'admin', expiresMs: null })
      const { pid } = await line.start('api')
      if (pid === undefined) throw new Error('the API has no process')
      return { pid, token: secret, base: await baseOf(line) }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function redisFor(open: AsyncDisposableStack): Promise<string> {
  if (env.REDIS_URL) return env.REDIS_URL
  const dir = await mkdtemp(join(tmpdir(), 'stancewire-bench-redis-'))
  open.defer(() => rm(dir, { recursive: true, force: true }))
  const options = { dir, cacheDir: '.stancewire/redis-binary', persistent: false, maxMemoryMb }
  return open.use(await startRedis(options)).url
}

function openLineOn(redisUrl: string): Promise<TestLine> {
  return openLine({
    redisUrl,
    topics: [topic],
    sources: ['courier-news', ...Array.from({ length: sourcesMore }, (_, at) => `source-${at}`)].map((id) => {
      return { id, url: `http://127.0.0.1:9/feed/${id}`, outlet: 'Harbour Courier' }
    }),
    limits: { inFlightMax: 10_000_000, eventsMax: 10_000_000 },
    api: { requestsPerMinute: 1_000_000 },
  })
}

async function baseOf(line: TestLine): Promise<string> {
  let base: string | undefined
  await until('the API says where it is', 10_000, () => {
    base = /"url":"(http:\/\/127\.0\.0\.1:\d+)"[^\n]*"msg":"api"/.exec(line.log())?.[1]
    return base !== undefined
  })
  return base ?? ''
}
