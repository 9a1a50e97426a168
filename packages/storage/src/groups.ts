import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const earlierScript = luaScript('earlier-original')
const claimScript = luaScript('claim-carrier')

type Dated = { readonly articleId: string; readonly publishedAt: string | null }

/** Groups of duplicates: which member is shown as the original, and which one carries the positions. */
export type Groups = {
  /** Gives the member that this one replaced as original because it was published earlier; `null` where it is not the original. */
  offerOriginal(groupId: string, member: Dated, first: Dated): Promise<string | null>
  /** The run that was sent on to be classified for the group, with its article: `urlId/run/articleId`. */
  carrier(groupId: string): Promise<string | null>
  /** Makes a run the carrier, unless it is another than the one that was read by now. */
  claimCarrier(groupId: string, read: string | null, carrier: string): Promise<boolean>
}

// Beyond any date, and still exact as a number.
const neverMs = 8_640_000_000_000_000

/** Opens the groups under this key prefix. */
export function openGroups(redis: Redis, { prefix, seenDays }: { prefix: string; seenDays: number }): Groups {
  const key = (groupId: string) => `${prefix}:group:${groupId}`
  const lifeSeconds = Math.round(seenDays * 86_400)
  return {
    async offerOriginal(groupId, member, first) {
      const args = [member.articleId, atMs(member.publishedAt), first.articleId, atMs(first.publishedAt), lifeSeconds]
      const replaced = await atWrite('original', () => earlierScript(redis, [key(groupId)], args))
      return replaced === '' ? null : String(replaced)
    },
    carrier: (groupId) => redis.hget(key(groupId), 'carrier'),
    async claimCarrier(groupId, read, carrier) {
      const args = [read ?? '', carrier, lifeSeconds]
      return (await atWrite('carrier', () => claimScript(redis, [key(groupId)], args))) === 1
    },
  }
}

/** A bare date stands for the end of its day: it proves nothing about hours. */
function atMs(published: string | null): number {
  if (published === null) return neverMs
  return Date.parse(published.length === 10 ? `${published}T23:59:59.999Z` : published)
}
