import { type FeedLink, type FeedReading, findFeedLinks, readFeed } from '@stancewire/feeds'

/** A document to read, and where it was found. */
export type ReadingTask = { readonly text: string; readonly url: string }

/** What a document is as a feed, and the feeds that it names where it is none. */
export type Reading = { readonly feed: FeedReading; readonly links: readonly FeedLink[] }

/** The work of the thread that reads what sites answer: a document made to cost much keeps no request waiting. */
export function makeWork(): (task: ReadingTask) => Reading {
  return ({ text, url }) => {
    const feed = readFeed(text, url)
    return { feed, links: feed.ok ? [] : findFeedLinks(text, url) }
  }
}
