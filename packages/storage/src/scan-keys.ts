import type { Redis } from 'ioredis'

const keysEachStep = 1_000

/** The keys that begin like this, in batches; one that comes or goes meanwhile may be missed, and any may come twice. */
export async function* scanKeys(redis: Redis, beginning: string): AsyncGenerator<string[]> {
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${beginning}*`, 'COUNT', keysEachStep)
    cursor = next
    if (keys.length > 0) yield keys
  } while (cursor !== '0')
}
