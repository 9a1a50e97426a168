import type { Redis } from 'ioredis'

/** For how long these hosts are not to be asked still, each in its place, in milliseconds: their delay, or what they asked for; 0 where nothing holds them. */
export async function readHostBlocks(
  redis: Redis,
  { prefix }: { readonly prefix: string },
  hosts: readonly string[],
): Promise<number[]> {
  const left = await Promise.all(hosts.map((host) => redis.pttl(`${prefix}:host:${host}:blocked`)))
  return left.map((ms) => Math.max(0, ms))
}
