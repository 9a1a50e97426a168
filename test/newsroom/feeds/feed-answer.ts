import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../answer.ts'
import { atomFeed } from './atom.ts'
import type { FeedView } from './feed-view.ts'
import { jsonFeed } from './json-feed.ts'
import { rssFeed } from './rss.ts'

const writers = {
  rss: { write: rssFeed, type: 'application/rss+xml; charset=utf-8' },
  atom: { write: atomFeed, type: 'application/atom+xml; charset=utf-8' },
  json: { write: jsonFeed, type: 'application/feed+json; charset=utf-8' },
}

const toSeconds = (ms: number): number => Math.floor(ms / 1_000)

const isUnchanged = (headers: IncomingHttpHeaders, etag: string, modifiedMs: number): boolean => {
  const known = headers['if-none-match']
  if (known !== undefined) return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return toSeconds(modifiedMs) <= toSeconds(since)
}

/**
 * The feed, or 304 when the request's validators still hold. `Last-Modified` counts whole seconds, so it is only
 * sent once the second of the last change is over: a second change in it would otherwise go unseen.
 */
export function feedAnswer(feed: FeedView, headers: IncomingHttpHeaders, nowMs: number): Answer {
  const { write, type } = writers[feed.outlet.feed.format]
  const text = write(feed)
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 24)}"`
  const modifiedMs = feed.updatedAt.getTime()
  const isDatable = toSeconds(modifiedMs) < toSeconds(nowMs)
  const validators = {
    etag,
    'cache-control': 'max-age=0, must-revalidate',
    ...(isDatable ? { 'last-modified': feed.updatedAt.toUTCString() } : {}),
  }
  if (isUnchanged(headers, etag, modifiedMs)) return { status: 304, headers: validators, body: Buffer.alloc(0) }
  return { status: 200, headers: { ...validators, 'content-type': type }, body: Buffer.from(text) }
}
