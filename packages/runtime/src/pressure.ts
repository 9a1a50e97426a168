import type { Redis } from 'ioredis'
import { readInfo } from './check-redis.ts'

// Reading INFO on every offer would cost more than the offer.
const readEveryMs = 1_000

/**
 * Whether Redis' memory has passed the share of its cap at which the edge of the line waits.
 * A full Redis stops workers too, so this is far below it. Without a cap it is never reached.
 */
export function openPressure(redis: Redis, { memoryShareMax }: { memoryShareMax: number }): () => Promise<boolean> {
  let readAtMs = Number.NEGATIVE_INFINITY
  let isHigh = false
  return async () => {
    if (performance.now() - readAtMs < readEveryMs) return isHigh
    readAtMs = performance.now()
    const facts = readInfo(await redis.info('memory'))
    const cap = Number(facts.maxmemory ?? 0)
    isHigh = cap > 0 && Number(facts.used_memory ?? 0) > cap * memoryShareMax
    return isHigh
  }
}
