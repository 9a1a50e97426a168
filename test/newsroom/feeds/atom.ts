import { type Html, html } from '../html.ts'
import type { FeedItem, FeedView } from './feed-view.ts'

const entry = (item: FeedItem): Html => html`  <entry xml:lang="${item.language}">
    <title type="html">${html`${item.title}`.html}</title>
    <link rel="alternate" type="text/html" href="${item.url}" />
    <id>tag:newsroom.example,2024:${item.id}</id>
    <published>${item.publishedAt.toISOString()}</published>
    <updated>${item.modifiedAt.toISOString()}</updated>
    ${item.authors.map((author) => html`<author><name>${author}</name></author>`)}
    <category term="${item.section.toLowerCase()}" label="${item.section}" />
    <summary type="text">${item.summary}</summary>
  </entry>`

/** Atom 1.0; titles are escaped HTML, summaries plain text. */
export const atomFeed = (feed: FeedView): string =>
  html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.outlet.language}">
  <title>${feed.outlet.name}</title>
  <subtitle>${feed.outlet.motto}</subtitle>
  <id>tag:newsroom.example,2024:${feed.outlet.id}</id>
  <updated>${feed.updatedAt.toISOString()}</updated>
  <author><name>${feed.outlet.name}</name></author>
  <link rel="self" type="application/atom+xml" href="${feed.feedUrl}" />
  <link rel="alternate" type="text/html" href="${feed.base}/" />
${feed.items.map(entry)}
</feed>
`.html
