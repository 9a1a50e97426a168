import type { Redis } from 'ioredis'

/** Names the life of the Redis behind a connection: another name after a restart or a fail-over, when the last second of writes may be gone. */
export type RedisLife = () => Promise<string>

const opened = new WeakMap<Redis, RedisLife>()

/** Asks Redis once per connection: only one that was lost can come back to another life. */
export function openRedisLife(redis: Redis): RedisLife {
  const life = opened.get(redis) ?? watchLife(redis)
  opened.set(redis, life)
  return life
}

function watchLife(redis: Redis): RedisLife {
  let known: Promise<string> | undefined
  redis.on('close', () => {
    known = undefined
  })
  return () => {
    known ??= askLife(redis).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}

async function askLife(redis: Redis): Promise<string> {
  const name = /^run_id:(\w+)/m.exec(await redis.info('server'))?.[1]
  if (name === undefined) throw new Error('Redis does not say its run_id in INFO server: it must be allowed to')
  return name
}
