import { type Html, html } from '../html.ts'
import type { FeedItem, FeedView } from './feed-view.ts'

const rfc822 = (date: Date): string => date.toUTCString().replace('GMT', '+0000')

const item = (entry: FeedItem): Html => html`    <item>
      <title>${entry.title}</title>
      <link>${entry.url}</link>
      <guid isPermaLink="false">${entry.id}</guid>
      ${entry.authors.map((author) => html`<dc:creator>${author}</dc:creator>`)}
      <category>${entry.section}</category>
      <pubDate>${rfc822(entry.publishedAt)}</pubDate>
      <description>${html`<p>${entry.summary}</p>`.html}</description>
    </item>`

/** RSS 2.0, with the summary as escaped HTML. */
export const rssFeed = (feed: FeedView): string =>
  html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${feed.outlet.name}</title>
    <link>${feed.base}/</link>
    <description>${feed.outlet.motto}</description>
    <language>${feed.outlet.language}</language>
    <lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>
    <ttl>5</ttl>
    <atom:link href="${feed.feedUrl}" rel="self" type="application/rss+xml" />
${feed.items.map(item)}
  </channel>
</rss>
`.html
