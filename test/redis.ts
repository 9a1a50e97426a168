import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '@stancewire/embedded-redis'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Redis that all tests of this run share; each test file keeps to keys under a prefix of its own. */
    redisUrl: string
  }
}

const cacheDir = join(import.meta.dirname, '..', '.stancewire', 'redis-binary')

/** Gives the tests the Redis that REDIS_URL names, which is never flushed, or a private one for this run. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.REDIS_URL
  if (given) {
    project.provide('redisUrl', given)
    return undefined
  }
  const dir = await mkdtemp(join(tmpdir(), 'stancewire-test-redis-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  const redis = await startRedis({ dir, cacheDir, say: (line) => console.log(line) })
  project.provide('redisUrl', redis.url)
  return redis.stop
}
