import { readInfo } from './check-redis.ts'

/** What Redis uses of its memory; `maxBytes: null` where no cap is set. */
export type Memory = { readonly usedBytes: number; readonly maxBytes: number | null }

/** Reads {@link Memory} from INFO. */
export async function readMemory(redis: { info(section: 'memory'): Promise<string> }): Promise<Memory> {
  const { used_memory: used, maxmemory: max } = readInfo(await redis.info('memory'))
  return { usedBytes: Number(used ?? 0), maxBytes: Number(max ?? 0) || null }
}
