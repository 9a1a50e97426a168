import type { InstantOrDate } from '@stancewire/contracts'
import { parseFeed } from 'feedsmith'
import { readFeedDate } from './feed-date.ts'

/** One entry of a feed: an article the source lists. */
export type FeedItem = {
  /** Absolute http(s) address, as the feed gives it. */
  readonly url: string
  readonly title: string | null
  /** A bare date where the zone is unknown; `null` where the feed gives none that can be read. */
  readonly publishedAt: InstantOrDate | null
}

/** How a feed is written; `rdf` is RSS 1.0. */
export type FeedFormat = 'rss' | 'atom' | 'json' | 'rdf'

/** What a feed lists, oldest first; `cut` entries beyond the limit were left out. Or why it is no feed. */
export type FeedReading =
  | {
      readonly ok: true
      readonly format: FeedFormat
      /** Of the feed; `null` where it has none. */
      readonly title: string | null
      readonly items: readonly FeedItem[]
      readonly cut: number
      /** Entries without an address that can be used. */
      readonly unusable: number
    }
  | { readonly ok: false; readonly why: string }

const itemsMax = 1_000
const titleMax = 300

type Parsed = ReturnType<typeof parseFeed>
type Listed = { url: string | undefined; title: string | undefined; date: unknown }

/** Reads RSS (0.9x, 1.0, 2.0), Atom or JSON Feed. Entities of the document's own are never expanded. */
export function readFeed(text: string, feedUrl: string): FeedReading {
  let parsed: Parsed
  let listed: Listed[]
  try {
    parsed = parseFeed(text)
    listed = list(parsed)
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
  const items = listed.flatMap((item) => toItem(item, feedUrl))
  // Feeds list the newest first; the line takes them in the order in which they appeared.
  return {
    ok: true,
    format: parsed.format,
    title: titleOf(textOf(parsed.feed.title)),
    items: items.slice(0, itemsMax).reverse(),
    cut: Math.max(0, items.length - itemsMax),
    unusable: listed.length - items.length,
  }
}

function list(parsed: Parsed): Listed[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map((item) => ({
        url: item.link ?? (item.guid?.isPermaLink === false ? undefined : webAddress(item.guid?.value)),
        title: textOf(item.title),
        date: item.pubDate ?? item.dc?.dates?.[0],
      }))
    case 'atom':
      return (parsed.feed.entries ?? []).map((entry) => ({
        url: entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href ?? webAddress(entry.id),
        title: textOf(entry.title),
        date: entry.published ?? entry.updated,
      }))
    case 'json':
      return (parsed.feed.items ?? []).map((item) => ({
        url: item.url ?? item.external_url,
        title: item.title,
        date: item.date_published,
      }))
    case 'rdf':
      return (parsed.feed.items ?? []).map((item) => ({
        url: item.link ?? item.rdf?.about,
        title: textOf(item.title),
        date: item.dc?.dates?.[0],
      }))
  }
}

/** An id stands for a link only if it is an address by itself. */
function webAddress(id: string | undefined): string | undefined {
  return id !== undefined && /^\s*https?:\/\//i.test(id) ? id : undefined
}

/** A title is a string, or an object that says how it is written. */
function textOf(title: string | { value?: string } | undefined): string | undefined {
  return typeof title === 'object' ? title.value : title
}

function toItem({ url, title, date }: Listed, feedUrl: string): FeedItem[] {
  const absolute = url === undefined ? null : URL.parse(url.trim(), feedUrl)
  if (!absolute || !/^https?:$/.test(absolute.protocol) || absolute.href.length > 2_000) return []
  const publishedAt = typeof date === 'string' ? readFeedDate(date) : null
  return [{ url: absolute.href, title: titleOf(title), publishedAt }]
}

function titleOf(title: string | undefined): string | null {
  // A pair of surrogates may be cut in two.
  const clipped = title
    ?.trim()
    .slice(0, titleMax)
    .replace(/[\uD800-\uDBFF]$/, '')
  return clipped || null
}
