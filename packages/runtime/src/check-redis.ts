import type { Redis } from 'ioredis'

const versionMin = [6, 2] as const

/** What is wrong with a Redis: `refusals` must be mended before anything starts, `warnings` should be. */
export type RedisVerdict = { readonly refusals: readonly string[]; readonly warnings: readonly string[] }

/** Checks version, eviction policy, append-only file and memory cap, by INFO alone: managed Redis often refuses CONFIG. */
export async function checkRedis(redis: Redis, { isProduction }: { isProduction: boolean }): Promise<RedisVerdict> {
  const facts = readInfo(await redis.info())
  return judgeRedis(facts, { isProduction })
}

/** The facts of an INFO answer, by name. */
export function readInfo(info: string): Record<string, string> {
  const pairs = info.split('\r\n').filter((line) => line.includes(':'))
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]))
}

/** As {@link checkRedis}, on facts in hand. */
export function judgeRedis(facts: Record<string, string>, { isProduction }: { isProduction: boolean }): RedisVerdict {
  const refusals: string[] = []
  const warnings: string[] = []
  const version = facts.redis_version ?? '0'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < versionMin[0] || (major === versionMin[0] && minor < versionMin[1])) {
    refusals.push(`Redis ${version} is too old: 6.2 or newer is needed; upgrade the server that REDIS_URL names`)
  }
  const policy = facts.maxmemory_policy ?? 'noeviction'
  if (policy !== 'noeviction') {
    refusals.push(
      `Redis evicts keys (maxmemory-policy is ${policy}), which loses articles without a trace; run: redis-cli config set maxmemory-policy noeviction`,
    )
  }
  if (facts.aof_enabled === '0') {
    const message =
      'Redis keeps no append-only file: a restart loses what is in flight; run: redis-cli config set appendonly yes'
    if (isProduction) refusals.push(message)
    else warnings.push(message)
  }
  if (facts.maxmemory === '0') {
    warnings.push(
      'Redis has no memory cap, so producers are never held back for memory: it may take all this machine has; run: redis-cli config set maxmemory 1gb',
    )
  }
  return { refusals, warnings }
}
