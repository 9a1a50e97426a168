export { type FeedLink, findFeedLinks } from './find-feed-links.ts'
export { type FeedFormat, type FeedItem, type FeedReading, readFeed } from './read-feed.ts'
