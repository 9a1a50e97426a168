import type { FeedLink, FeedReading } from '@stancewire/feeds'
import type { WebAnswer } from '@stancewire/web'

/** What an address answered, and what that holds. */
export type FeedAnswer = Pick<WebAnswer, 'status' | 'finalUrl' | 'redirects'> & {
  /** `undefined` where the answer is none that a poll would read. */
  readonly reading: FeedReading | undefined
  /** The feeds that it names, where it is none itself. */
  readonly links: readonly FeedLink[]
}

/** Asks for one address and reads what it answers, as long as somebody waits. */
export type AskFeed = (url: string) => Promise<FeedAnswer>
