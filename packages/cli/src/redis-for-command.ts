import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findRedis, RedisInUseError, startRedis } from '@stancewire/embedded-redis'

/** A Redis for one command: the named one, the embedded one that runs, or one for the command's own duration. */
export type CommandRedis = AsyncDisposable & { readonly url: string; readonly isOwn: boolean }

type Where = { readonly redisUrl: string | undefined; readonly dataDir: string }

/** Finds or starts the Redis that a command works on. */
export async function redisForCommand({ redisUrl, dataDir }: Where): Promise<CommandRedis> {
  const leave = { isOwn: false, [Symbol.asyncDispose]: async () => {} }
  if (redisUrl !== undefined) return { url: redisUrl, ...leave }
  const dir = join(dataDir, 'redis')
  const running = await findRedis(dir)
  if (running) return { url: running.url, ...leave }
  try {
    const redis = await startRedis({ dir, say })
    return { url: redis.url, isOwn: true, [Symbol.asyncDispose]: () => redis.stop() }
  } catch (error) {
    if (!(error instanceof RedisInUseError)) throw error
    // Another command is starting or stopping one at this moment.
    await sleep(1_000)
    const other = await findRedis(dir)
    if (!other) throw error
    return { url: other.url, ...leave }
  }
}

function say(line: string): void {
  console.error(line)
}
