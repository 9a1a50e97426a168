import { Redis } from 'ioredis'
import { type Logger, limited } from './log.ts'

/**
 * Opens a connection that never gives up: commands wait while Redis is away, and errors are logged at most once a second.
 * BullMQ's workers need exactly this, and get a client instance, never options.
 */
export function openRedis(url: string, log: Logger): Redis & AsyncDisposable {
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  const complain = limited(1_000, (swallowed, error) => log.warn({ err: error, swallowed }, 'redis connection error'))
  redis.on('error', complain)
  return Object.assign(redis, {
    async [Symbol.asyncDispose]() {
      // `quit` would wait for a Redis that is away.
      if (redis.status === 'ready') await redis.quit().catch(() => redis.disconnect())
      else redis.disconnect()
    },
  })
}

/** Waits until Redis answers; gives up only when the signal says so. */
export async function untilReady(redis: Redis, signal: AbortSignal): Promise<boolean> {
  if (redis.status === 'ready') return true
  return new Promise((resolve) => {
    redis.once('ready', () => resolve(true))
    signal.addEventListener('abort', () => resolve(false), { once: true })
  })
}
