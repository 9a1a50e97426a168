import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const placeScript = luaScript('place-story')

/** Stories that share a term with an article, as they stood when they were read. */
export type StoryReading<Story> = {
  readonly version: string
  readonly stories: readonly Story[]
  readonly articles: number
  readonly counts: ReadonlyMap<string, number>
}

type Placed<Story> = {
  readonly articleId: string
  readonly storyId: string
  readonly story: Story
  /** Terms under which the story is found. */
  readonly indexTerms: readonly string[]
  /** Terms of the article, for their frequencies. */
  readonly terms: readonly string[]
}

/** The stories of the last days, found by their terms. A story is a value of the caller's; here it is kept as JSON. */
export type Stories<Story> = {
  read(indexTerms: readonly string[], terms: readonly string[]): Promise<StoryReading<Story>>
  get(storyId: string): Promise<Story | undefined>
  /** Keeps the story, unless any story changed since this reading (then read and decide again), or the article was placed meanwhile. */
  place(
    placed: Placed<Story>,
    reading: StoryReading<Story>,
  ): Promise<'kept' | 'changed' | { readonly placedIn: string }>
}

// With 7 KB each, more would cost more to read than to be wrong about.
const storiesRead = 200
const termsCounted = 200_000

/** Opens the stories under this key prefix; those silent for `idleMs` are forgotten. */
export function openStories<Story>(
  redis: Redis,
  { prefix, idleMs }: { prefix: string; idleMs: number },
): Stories<Story> {
  const version = `${prefix}:stories:version`
  const recent = `${prefix}:stories:recent`
  const counts = `${prefix}:stories:terms`
  const storyKey = (storyId: string) => `${prefix}:story:${storyId}`

  async function readStories(ids: readonly string[]): Promise<Story[]> {
    if (ids.length === 0) return []
    const found = await redis.mget(ids.map(storyKey))
    return found.flatMap((story) => (story === null ? [] : [JSON.parse(story) as Story]))
  }

  /** The stories under these terms, the newest first; those that are forgotten are struck off their terms. */
  async function idsUnder(indexTerms: readonly string[]): Promise<string[]> {
    if (indexTerms.length === 0) return []
    const termKeys = indexTerms.map((term) => `${prefix}:story-term:${term}`)
    const ids = await redis.sunion(termKeys)
    if (ids.length === 0) return []
    const scores = await redis.zmscore(recent, ...ids)
    const gone = ids.filter((_, at) => scores[at] === null)
    if (gone.length > 0) await Promise.all(termKeys.map((key) => redis.srem(key, ...gone)))
    const byAge = ids.flatMap((id, at) => (scores[at] === null ? [] : [[id, Number(scores[at])] as const]))
    return byAge
      .sort((a, b) => b[1] - a[1])
      .slice(0, storiesRead)
      .map(([id]) => id)
  }

  return {
    async read(indexTerms, terms) {
      // The version first: what changes after it is noticed.
      const at = (await redis.get(version)) ?? '0'
      const ids = await idsUnder(indexTerms)
      const counted = await redis.hmget(counts, '#articles', ...terms)
      return {
        version: at,
        stories: await readStories(ids),
        articles: Number(counted[0] ?? 0),
        counts: new Map(terms.map((term, index) => [term, Number(counted[index + 1] ?? 0)])),
      }
    },
    async get(storyId) {
      return (await readStories([storyId]))[0]
    },
    async place({ articleId, storyId, story, indexTerms, terms }, reading) {
      const keys = [version, recent, `${prefix}:article:${articleId}`, counts]
      const args = [prefix, reading.version, storyId, JSON.stringify(story), Math.round(idleMs / 1_000), termsCounted]
      const all = [...args, indexTerms.length, ...indexTerms, ...terms]
      const kept = await atWrite('story', () => placeScript(redis, keys, all))
      return kept === 'kept' || kept === 'changed' ? kept : { placedIn: String(kept) }
    },
  }
}
