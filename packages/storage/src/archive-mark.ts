import type { Redis } from 'ioredis'
import { noteOf } from './accepted-notes.ts'
import { luaScript } from './lua.ts'

const trimScript = luaScript('trim-events')

/** How far the archive has projected the event stream. While this stands, publishing cuts nothing off the stream: the archive does, behind itself. */
export type ArchiveMark = {
  /** The position that was reached last; `null` where there is no archive. */
  read(): Promise<string | null>
  /** How much later than what was reached the last entry of the stream came, in ms; 0 where nothing is left to read, `null` where there is no archive. */
  behindMs(): Promise<number | null>
  /** Notes a position, and trims what lies behind it, unless more is to be read first. */
  reached(position: string, options: { isBehind: boolean }): Promise<void>
  /** There is no archive any more: the stream is trimmed as it is published. */
  forget(): Promise<void>
}

/** Opens the archive's mark under this key prefix. */
export function openArchiveMark(
  redis: Redis,
  { prefix, limits }: { prefix: string; limits: { eventsMax: number } },
): ArchiveMark {
  const key = `${prefix}:archive`
  const stream = `${prefix}:events`
  return {
    read: () => redis.get(key),
    async behindMs() {
      const [reached, newest] = await Promise.all([redis.get(key), redis.xrevrange(stream, '+', '-', 'COUNT', 1)])
      return reached === null ? null : Math.max(0, msOf(newest[0]?.[0] ?? '0') - msOf(reached))
    },
    async reached(position, { isBehind }) {
      if (isBehind) await redis.set(key, position)
      else await trimScript(redis, [stream, key], [position, limits.eventsMax])
    },
    async forget() {
      await redis.del(...noteOf(prefix).keys)
    },
  }
}

/** A position on a stream begins with the moment of its entry. */
function msOf(position: string): number {
  return Number(position.split('-')[0])
}
