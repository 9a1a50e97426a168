import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { startRedis } from '@stancewire/embedded-redis'
import type { Newsroom } from '../newsroom/site.ts'

const root = join(import.meta.dirname, '..', '..')

type Told = Pick<Newsroom, 'outlets' | 'sources' | 'topicFile'>

/** Where one demo works: a folder and a Redis of its own, and the environment that names them. */
export type Workspace = AsyncDisposable & {
  readonly redisUrl: string
  readonly prefix: string
  readonly dataDir: string
  readonly env: Record<string, string | undefined>
  /** Where the services log. */
  readonly log: FileHandle
}

/** Makes a fresh workspace for this newsroom: texts, archive and tokens of an earlier demo are removed. */
export async function openWorkspace(
  newsroom: Told,
  say: (line: string) => void,
  dataDir = join(root, '.stancewire', 'demo'),
): Promise<Workspace> {
  for (const name of ['bodies', 'archive']) await rm(join(dataDir, name), { recursive: true, force: true })
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'stancewire.yaml')
  await writeFile(file, JSON.stringify(settings(newsroom), null, 2))
  // A named Redis may hold other things: there the demo keeps to a prefix of its own.
  const prefix = `{stancewire-demo-${randomBytes(4).toString('hex')}}`
  const cacheDir = join(root, '.stancewire', 'redis-binary')
  const dir = join(dataDir, 'redis')
  const redis = env.REDIS_URL ? undefined : await startRedis({ dir, cacheDir, say, persistent: true })
  const log = await open(join(dataDir, 'services.log'), 'w')
  const redisUrl = redis?.url ?? env.REDIS_URL ?? ''
  return {
    redisUrl,
    prefix,
    dataDir,
    log,
    env: {
      ...env,
      REDIS_URL: redisUrl,
      // A named database keeps somebody's archive: the demo's stands in its folder.
      DATABASE_URL: undefined,
      STANCEWIRE_CONFIG: file,
      STANCEWIRE_DATA: dataDir,
      STANCEWIRE_PREFIX: prefix,
      STANCEWIRE_LOG_LEVEL: 'info',
    },
    async [Symbol.asyncDispose]() {
      await log.close()
      await redis?.stop()
      if (redis) await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Settings as a user would write them, but for a newsroom on this machine that publishes by the second. */
function settings(newsroom: Told) {
  const nameOf = new Map(newsroom.outlets.map(({ id, name }) => [id, name]))
  return {
    topics: [newsroom.topicFile],
    sources: newsroom.sources.map(({ id, url, outlet }) => ({ id, url, outlet: nameOf.get(outlet), everySeconds: 1 })),
    limits: { fetch: { allowPrivate: 'loopback', hostDelayMs: 200, totalTimeoutMs: 3_000 } },
    monitor: { port: 0 },
    api: { port: 0 },
  }
}
