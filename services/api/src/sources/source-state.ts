import type { Source } from '@stancewire/config'
import type { FeedState, Pause } from '@stancewire/storage'

/** How a source stands: the first of these that holds, from the left; `unknown` while Redis is away. */
export const sourceStates = ['unknown', 'paused', 'failing', 'silent', 'backing-off', 'new', 'polled'] as const
export type SourceState = (typeof sourceStates)[number]

/** How a source stands, and why it is silent where it is: nobody polls it, or it brings nothing new. */
export type Standing = { readonly state: SourceState; readonly silentWhy: 'not-polled' | 'nothing-new' | null }

/** Failures in a row from which on a source needs somebody. */
const failuresMost = 3
const lateTimes = 3
const lateMinMs = 120_000
// A source is silent once it has brought nothing for several times as long as it ever did, and not within the hour.
const quietTimes = 3
const quietMinMs = 3_600_000
const timesNewMin = 3

/** Judges a source by what is remembered of polling it. `pause` is its own, or that of its host. */
export function standingOf(
  { everySeconds }: Pick<Source, 'everySeconds'>,
  feed: FeedState | undefined,
  pause: Pause | null | undefined,
  nowMs: number,
): Standing {
  if (!feed) return { state: 'unknown', silentWhy: null }
  if (pause) return { state: 'paused', silentWhy: null }
  if (feed.failures >= failuresMost) return { state: 'failing', silentWhy: null }
  const agoMs = (instant: string | null) => (instant === null ? 0 : nowMs - Date.parse(instant))
  const lateMs = Math.max(lateMinMs, lateTimes * everySeconds * 1_000)
  // What failed is polled later, and says when.
  if (agoMs(feed.nextAt ?? feed.polledAt) > lateMs) return { state: 'silent', silentWhy: 'not-polled' }
  if (agoMs(feed.newAt) > quietFromMs(feed)) return { state: 'silent', silentWhy: 'nothing-new' }
  if (feed.nextWhy === 'backing-off' || feed.nextWhy === 'host-asked') return { state: 'backing-off', silentWhy: null }
  return { state: feed.polledAt === null ? 'new' : 'polled', silentWhy: null }
}

/** From which time without news on a source is silent; for ever where too little is known of it. */
function quietFromMs({ usualGapMs, timesNew }: FeedState): number {
  if (usualGapMs === null || timesNew < timesNewMin) return Number.POSITIVE_INFINITY
  return Math.max(quietMinMs, quietTimes * usualGapMs)
}
