import type { Config } from '@stancewire/config'
import { checkLiteral, type FetchUrl, openWeb } from '@stancewire/web'
import { openLateThread } from '../late-thread.ts'
import type { Pausing } from '../pausing.ts'
import type { AskFeed, FeedAnswer } from './ask-feed.ts'
import { type Discovery, discoverFeeds } from './discover-feeds.ts'
import { refusePausedHost } from './paused-host.ts'
import type { makeWork } from './thread.ts'
import { type FeedTrial, tryFeed } from './try-feed.ts'

/** Looks at feeds for somebody who waits, through the guard and within the limits of every fetch; asks no host that is paused, and changes nothing. */
export type FeedDesk = {
  /** What a poll of this address would find. Rejects with a `ForbiddenAddressError` where the guard refuses it. */
  test(url: string): Promise<FeedTrial | 'busy'>
  /** Which feeds an address has: its own, those that it names, or those at usual places. Rejects likewise. */
  discover(url: string): Promise<Discovery | 'busy'>
  /** Why the guard would never let an address be polled; `undefined` where it may. Names are looked up when they are. */
  refusal(url: string): string | undefined
}

// Reading one of these takes the thread two seconds at most.
const bytesMost = 2 * 1_024 * 1_024
const oneWithinMs = 10_000
const allWithinMs = 25_000
const usualAtATime = 2

type Around = { readonly pausing: Pick<Pausing, 'of'>; readonly atATime?: number }

/** Opens the desk; what it still asks when it is disposed ends. */
export function openFeedDesk(
  { fetch }: Config['limits'],
  { pausing, atATime = usualAtATime }: Around,
): FeedDesk & AsyncDisposable {
  const web: FetchUrl = openWeb({
    ...fetch,
    maxBodyBytes: Math.min(fetch.maxBodyBytes, bytesMost),
    totalTimeoutMs: Math.min(fetch.totalTimeoutMs, oneWithinMs),
  })
  const thread = openLateThread<typeof makeWork>(new URL('./thread.ts', import.meta.url))
  const beforeEach = (url: string) => refusePausedHost(url, pausing)
  async function askAndRead(url: string, signal: AbortSignal): Promise<FeedAnswer> {
    const { text, ...answer } = await web(url, { signal, headers: { accept }, beforeEach })
    if (answer.status !== 200) return { ...answer, reading: undefined, links: [] }
    const within = AbortSignal.any([signal, AbortSignal.timeout(oneWithinMs)])
    const { feed, links } = await thread.run({ text, url: answer.finalUrl }, within)
    return { ...answer, reading: feed, links }
  }
  let open = 0
  async function inTurn<Result>(work: (ask: AskFeed) => Promise<Result>): Promise<Result | 'busy'> {
    if (open >= atATime) return 'busy'
    open++
    const signal = AbortSignal.timeout(allWithinMs)
    try {
      return await work((url) => askAndRead(url, signal))
    } finally {
      open--
    }
  }
  return {
    test: (url) => inTurn((ask) => tryFeed(url, ask)),
    discover: (url) => inTurn((ask) => discoverFeeds(url, ask)),
    refusal(url) {
      try {
        checkLiteral(new URL(url).hostname, fetch.allowPrivate)
        return undefined
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([web[Symbol.asyncDispose](), thread[Symbol.asyncDispose]()])
    },
  }
}

const accept =
  'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/html;q=0.8,*/*;q=0.5'
