import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { inject } from 'vitest'

/** A connection to the tests' Redis, and a key prefix of its own; disposing removes what was written under it. */
export type TestRedis = AsyncDisposable & { readonly redis: Redis; readonly prefix: string }

/** Opens {@link TestRedis}. */
export function openTestRedis(): TestRedis {
  const redis = new Redis(inject('redisUrl'), { maxRetriesPerRequest: null })
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  return {
    redis,
    prefix,
    async [Symbol.asyncDispose]() {
      for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 })) {
        if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
      }
      await redis.quit()
    },
  }
}
