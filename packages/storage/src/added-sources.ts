import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const addScript = luaScript('add-source')

/** How many sources can be added beside those of the settings: the discoverer reads all of them again and again. */
export const addedSourcesMax = 1_000

/** A source that was added while the line ran. */
export type AddedSource = {
  readonly id: string
  readonly url: string
  readonly outlet?: string
  readonly everySeconds: number
  /** Who added it, and when (ISO 8601). */
  readonly by: string
  readonly at: string
}

/** The sources that were added beside those of the settings, kept where every process of the line looks. */
export type AddedSources = {
  /** By their ids. */
  all(): Promise<AddedSource[]>
  /** `taken`: another one has its id; `full`: there are {@link addedSourcesMax}. */
  add(source: AddedSource): Promise<'added' | 'taken' | 'full'>
  /** Whether it was there. */
  remove(id: string): Promise<boolean>
}

/** Opens the added sources under this key prefix. */
export function openAddedSources(redis: Redis, { prefix }: { prefix: string }): AddedSources {
  const key = `${prefix}:added-sources`
  return {
    async all() {
      const kept = Object.entries(await redis.hgetall(key))
      return kept.map(([id, source]) => toSource(id, source)).sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    async add({ id, ...source }) {
      const reply = await addScript(redis, [key], [id, JSON.stringify(source), addedSourcesMax])
      return reply as 'added' | 'taken' | 'full'
    },
    remove: async (id) => (await redis.hdel(key, id)) === 1,
  }
}

function toSource(id: string, kept: string): AddedSource {
  return { ...(JSON.parse(kept) as Omit<AddedSource, 'id'>), id }
}
