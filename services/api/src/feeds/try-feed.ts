import type { FeedFormat, FeedItem } from '@stancewire/feeds'
import { hostKey } from '@stancewire/url'
import { ForbiddenAddressError } from '@stancewire/web'
import type { AskFeed } from './ask-feed.ts'
import { newestOf, type Trouble, troubleOfError, troubleOfReading, troubleOfStatus } from './what-is-wrong.ts'

const shownMost = 10
const hostsMost = 20

/** What a poll of an address would find. */
export type FeedTrial = {
  /** Whether a poll would read it. */
  readonly isFeed: boolean
  /** `null` where no answer came. */
  readonly status: number | null
  /** Where it was found in the end. */
  readonly finalUrl: string | null
  readonly tookMs: number
  readonly format: FeedFormat | null
  readonly title: string | null
  readonly items: number
  readonly newestAt: string | null
  /** The newest of what it lists, as it lists them. */
  readonly first: readonly (FeedItem & { readonly host: string })[]
  /** Whose pages would be fetched, those with the most first. */
  readonly hosts: readonly { readonly host: string; readonly items: number }[]
  readonly problems: readonly Trouble[]
}

const nothing = { isFeed: false, status: null, finalUrl: null, format: null, title: null, items: 0, newestAt: null }

/** Tries an address as a poll would. Rejects where the guard refuses it. */
export async function tryFeed(url: string, ask: AskFeed, nowMs = Date.now()): Promise<FeedTrial> {
  const before = performance.now()
  const took = () => Math.round(performance.now() - before)
  const answer = await ask(url).catch((error: unknown) => {
    if (error instanceof ForbiddenAddressError) throw error
    return troubleOfError(error)
  })
  if ('what' in answer) return { ...nothing, tookMs: took(), first: [], hosts: [], problems: [answer] }
  const tookMs = took()
  const { status, finalUrl, reading } = answer
  const problems = [...troubleOfStatus(status), ...(reading ? troubleOfReading(reading, answer, nowMs) : [])]
  if (!reading?.ok) return { ...nothing, status, finalUrl, tookMs, first: [], hosts: [], problems }
  const { format, title, items } = reading
  return {
    ...{ isFeed: true, status, finalUrl, tookMs, format, title, items: items.length, newestAt: newestOf(reading) },
    first: items
      .slice(-shownMost)
      .map((item) => ({ ...item, host: hostKey(item.url) }))
      .reverse(),
    hosts: hostsOf(items),
    problems,
  }
}

function hostsOf(items: readonly FeedItem[]) {
  const counts = new Map<string, number>()
  for (const { url } of items) counts.set(hostKey(url), (counts.get(hostKey(url)) ?? 0) + 1)
  const hosts = [...counts].map(([host, count]) => ({ host, items: count }))
  return hosts.sort((one, other) => other.items - one.items || (one.host < other.host ? -1 : 1)).slice(0, hostsMost)
}
