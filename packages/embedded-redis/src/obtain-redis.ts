import type { Machine } from './config.ts'
import { binaryInCache, downloadFromDebian } from './debian-packages.ts'
import { RedisNotFoundError } from './errors.ts'
import { installAdvice } from './install-advice.ts'
import { binaryOnPath, isRefusal, type RedisBinary } from './redis-binary.ts'

interface ObtainOptions {
  cacheDir: string
  machine: Machine
  say: (line: string) => void
}

/** A server to start: the machine's own, one kept from an earlier run, or one fetched now; else RedisNotFoundError. */
export async function obtainRedis(options: ObtainOptions): Promise<RedisBinary> {
  const ways = [
    () => binaryOnPath(options.machine),
    () => binaryInCache(options.cacheDir),
    () => downloadFromDebian(options),
  ]
  const tried: string[] = []
  for (const way of ways) {
    const answer = await way()
    if (!isRefusal(answer)) return answer
    tried.push(answer.why)
  }
  throw new RedisNotFoundError(tried, await installAdvice(options.machine))
}
