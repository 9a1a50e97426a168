import { Redis } from 'ioredis'

/** What a Redis says of its memory. */
export type MemoryFacts = {
  readonly used: number
  /** The most that was ever used since it started. */
  readonly peak: number
  readonly cap: number
  /** Writes that were refused for want of memory. */
  readonly refused: number
}

/** Reads the memory of the Redis at this address; all sizes in bytes. */
export async function readMemory(url: string): Promise<MemoryFacts> {
  const redis = new Redis(url)
  const info = await redis.info('memory', 'errorstats')
  redis.disconnect()
  const numberAfter = (name: string) => Number(new RegExp(`^${name}(\\d+)`, 'm').exec(info)?.[1] ?? 0)
  return {
    used: numberAfter('used_memory:'),
    peak: numberAfter('used_memory_peak:'),
    cap: numberAfter('maxmemory:'),
    refused: numberAfter('errorstat_OOM:count='),
  }
}
