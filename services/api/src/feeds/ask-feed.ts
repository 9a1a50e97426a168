import { type FeedReading, readFeed } from '@stancewire/feeds'
import type { WebAnswer } from '@stancewire/web'

/** Asks for one address, as long as somebody waits. */
export type AskFeed = (url: string) => Promise<WebAnswer>

/** What an answer holds; `undefined` where it is none that a poll would read. */
export function readAnswer({ status, text, finalUrl }: WebAnswer): FeedReading | undefined {
  return status === 200 ? readFeed(text, finalUrl) : undefined
}
