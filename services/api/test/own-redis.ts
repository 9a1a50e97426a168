import { randomBytes } from 'node:crypto'
import { openLog, openRedis } from '@stancewire/runtime'
import { inject, onTestFinished } from 'vitest'

/** For tests: the real Redis, under a prefix of its own that goes with the test, and what is to be closed before. */
export function openOwnRedis() {
  const open = new AsyncDisposableStack()
  onTestFinished(() => open.disposeAsync())
  const redis = open.use(openRedis(inject('redisUrl'), openLog('test', 'silent')))
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  open.defer(async () => {
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 }))
      if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]))
  })
  return { open, redis, prefix }
}
