import type { FeedState, Pause } from '@stancewire/storage'
import type { Deps } from '../server.ts'
import { type KnownSource, openKnownSources } from '../sources/known-sources.ts'
import { standingOf } from '../sources/source-state.ts'
import { nowAndAgain } from './now-and-again.ts'
import type { Picture } from './picture.ts'

/** How many sources there are, and what is wrong with them. */
export type SourceStates = Picture['sources']
type Silent = Picture['sources']['silent'][number]
type Failing = Picture['sources']['failing'][number]

const lookedMost = 5_000
const shownMost = 50

/** Looks at what is remembered of polling every ten seconds at most. Of 5,000 sources; those that are paused are left out. */
export function openSourceStates(
  { sources, added, readFeeds }: Pick<Deps, 'sources' | 'added' | 'readFeeds'>,
  now = Date.now,
): (pauses: Promise<readonly Pause[]>) => Promise<SourceStates | undefined> {
  const allSources = openKnownSources(sources, added)
  const look = async () => {
    const { sources: all } = await allSources()
    const looked = all.slice(0, lookedMost)
    const states = looked.length === 0 ? [] : await readFeeds(looked.map(({ id }) => id))
    return { total: all.length, looked, states }
  }
  const feeds = nowAndAgain(look, { everyMs: 10_000, firstWithinMs: 600 })
  return async (asked) => {
    const [{ result }, pauses] = await Promise.all([feeds(), asked])
    if (!result) return undefined
    const { total, looked, states } = result
    const known = looked.flatMap((source, at) => {
      const state = states[at]
      return state && !isPaused(source, pauses) ? [{ source, state }] : []
    })
    const failing = known.flatMap(({ source, state }) => failingOf(source, state, now()))
    const silent = known.flatMap(({ source, state }) => silentOf(source, state, now()))
    return {
      ...{ total, silentCount: silent.length, failingCount: failing.length },
      ...{ silent: silent.slice(0, shownMost), failing: failing.slice(0, shownMost) },
    }
  }
}

function isPaused({ id, url }: KnownSource, pauses: readonly Pause[]): boolean {
  const host = URL.parse(url)?.hostname ?? ''
  return pauses.some(
    ({ kind, name }) =>
      (kind === 'source' && name === id) || (kind === 'host' && (host === name || host.endsWith(`.${name}`))),
  )
}

function failingOf(source: KnownSource, feed: FeedState, nowMs: number): Failing[] {
  if (standingOf(source, feed, null, nowMs).state !== 'failing') return []
  return [{ id: source.id, outlet: source.outlet ?? null, failures: feed.failures, lastPolledAt: feed.polledAt }]
}

function silentOf(source: KnownSource, feed: FeedState, nowMs: number): Silent[] {
  const { silentWhy } = standingOf(source, feed, null, nowMs)
  if (silentWhy === null) return []
  return [{ id: source.id, outlet: source.outlet ?? null, lastPolledAt: feed.polledAt, why: silentWhy }]
}
