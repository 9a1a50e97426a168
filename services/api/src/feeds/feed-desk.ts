import type { Config } from '@stancewire/config'
import { checkLiteral, type FetchUrl, openWeb } from '@stancewire/web'
import type { AskFeed } from './ask-feed.ts'
import { type Discovery, discoverFeeds } from './discover-feeds.ts'
import { type FeedTrial, tryFeed } from './try-feed.ts'

/** Looks at feeds for somebody who waits, through the guard and within the limits of every fetch; changes nothing. */
export type FeedDesk = {
  /** What a poll of this address would find. Rejects with a `ForbiddenAddressError` where the guard refuses it. */
  test(url: string): Promise<FeedTrial | 'busy'>
  /** Which feeds an address has: its own, those that it names, or those at usual places. Rejects likewise. */
  discover(url: string): Promise<Discovery | 'busy'>
  /** Why the guard would never let an address be polled; `undefined` where it may. Names are looked up when they are. */
  refusal(url: string): string | undefined
}

// Reading one of these takes the process a quarter of a second at most.
const bytesMost = 2 * 1_024 * 1_024
const oneWithinMs = 10_000
const allWithinMs = 25_000
const usualAtATime = 2

/** Opens the desk; what it still asks when it is disposed ends. */
export function openFeedDesk({ fetch }: Config['limits'], atATime = usualAtATime): FeedDesk & AsyncDisposable {
  const web: FetchUrl = openWeb({
    ...fetch,
    maxBodyBytes: Math.min(fetch.maxBodyBytes, bytesMost),
    totalTimeoutMs: Math.min(fetch.totalTimeoutMs, oneWithinMs),
  })
  let open = 0
  async function inTurn<Result>(work: (ask: AskFeed) => Promise<Result>): Promise<Result | 'busy'> {
    if (open >= atATime) return 'busy'
    open++
    const signal = AbortSignal.timeout(allWithinMs)
    try {
      return await work((url) => web(url, { signal, headers: { accept } }))
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
    [Symbol.asyncDispose]: () => web[Symbol.asyncDispose](),
  }
}

const accept =
  'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/html;q=0.8,*/*;q=0.5'
