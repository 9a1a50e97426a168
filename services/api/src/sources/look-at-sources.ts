import type { FeedState, Pause } from '@stancewire/storage'
import { hostKey } from '@stancewire/url'
import type { Deps } from '../server.ts'
import { type KnownSource, unlessAway } from './known-sources.ts'
import { type Standing, standingOf } from './source-state.ts'

/** A source, and all that the line knows of it. `feed: undefined`: Redis is away. */
export type LookedAt = {
  readonly source: KnownSource
  readonly feed: FeedState | undefined
  /** Its own pause. */
  readonly pause: Pause | null
  /** The pause of the host that its feed lies on. */
  readonly hostPause: Pause | null
  readonly standing: Standing
}

// So many feeds are read in one trip.
const atATime = 1_000

/** Looks how polling these sources goes; each in its place. */
export async function lookAtSources(
  sources: readonly KnownSource[],
  { pausing, readFeeds }: Pick<Deps, 'pausing' | 'readFeeds'>,
  nowMs = Date.now(),
): Promise<LookedAt[]> {
  const [feeds, pauses] = await Promise.all([
    unlessAway(inParts(sources, (part) => readFeeds(part.map(({ id }) => id)))),
    unlessAway(inParts(sources, (part) => pausing.of(part.flatMap(whatHolds)))),
  ])
  return sources.map((source, at) => {
    const pause = pauses?.[2 * at] ?? null
    const hostPause = pauses?.[2 * at + 1] ?? null
    const feed = pauses ? feeds?.[at] : undefined
    const standing = standingOf(source, feed, pause ?? hostPause, nowMs)
    return { source, feed: feeds?.[at], pause, hostPause, standing }
  })
}

function whatHolds({ id, url }: KnownSource) {
  return [
    { kind: 'source', name: id },
    { kind: 'host', name: hostKey(url) },
  ] as const
}

async function inParts<Item, Result>(
  items: readonly Item[],
  read: (part: readonly Item[]) => Promise<Result[]>,
): Promise<Result[]> {
  const all: Result[] = []
  for (let from = 0; from < items.length; from += atATime) all.push(...(await read(items.slice(from, from + atATime))))
  return all
}
