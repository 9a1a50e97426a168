import { Parser } from 'htmlparser2'

/** A feed that a page names. `url` is absolute, http(s), without fragment. */
export type FeedLink = { readonly url: string; readonly title: string | null }

// What names feeds stands in a page's head.
const readMax = 1_000_000
const linksMax = 20
const urlMax = 2_000
const titleMax = 200
const feedTypes =
  /^\s*(?:application\/(?:rss|atom|feed|rdf)\+(?:xml|json)|application\/feed\+json|text\/rss(?:\+xml)?)\s*(?:;|$)/i
const looseTypes = /^\s*(?:application\/json|application\/xml|text\/xml)\s*(?:;|$)/i
const feedWords = /(?:^|[^a-z])(?:rss|atom|feeds?|rdf)(?:[^a-z]|$)/i

/** Tags one by one, as if each stood alone: to know what stands in what costs the square of how deep a page nests. */
class FlatParser extends Parser {
  protected override isVoidElement(): boolean {
    return true
  }
}

/**
 * The feeds that an HTML page names by `<link rel=alternate>`, and by links that are called one where it names none so: in the order of the page, each once,
 * twenty at most. Empty for what is no HTML. It reads the first million characters, once.
 */
export function findFeedLinks(html: string, pageUrl: string): FeedLink[] {
  let base = pageUrl
  const named = new Map<string, FeedLink>()
  const called = new Map<string, FeedLink>()
  const keep = (into: Map<string, FeedLink>, href = '', title = '') => {
    const url = absolute(href, base)
    if (url && into.size < linksMax && !into.has(url)) into.set(url, { url, title: titleOf(title) })
  }
  const parser = new FlatParser({
    onopentag(tag, attributes) {
      if (tag === 'base' && attributes.href) base = absolute(attributes.href, pageUrl) ?? base
      if (tag === 'link' && isFeed(attributes)) keep(named, attributes.href, attributes.title)
      if (tag === 'a' && isCalledFeed(attributes)) keep(called, attributes.href, attributes.title)
    },
  })
  parser.end(html.slice(0, readMax))
  return [...(named.size > 0 ? named : called).values()]
}

type Attributes = Readonly<Record<string, string | undefined>>

function isFeed({ rel = '', type = '', href = '' }: Attributes): boolean {
  const words = rel.toLowerCase().split(/\s+/)
  if (words.includes('feed')) return true
  if (!words.includes('alternate') || words.includes('stylesheet')) return false
  // Pages name other things by the loose types as well: an interface for programs, another language.
  return feedTypes.test(type) || (looseTypes.test(type) && feedWords.test(href.slice(0, urlMax)))
}

function isCalledFeed({ type = '', href = '' }: Attributes): boolean {
  return (
    feedTypes.test(type) ||
    /(?:^|[/.])(?:rss|atom|feed)(?:\.xml|\.json|\.rdf)?\/?(?:$|[?#])/i.test(href.slice(0, urlMax))
  )
}

function absolute(href: string, base: string): string | null {
  const trimmed = href.trim()
  const url =
    trimmed === '' || trimmed.length > urlMax ? null : URL.parse(trimmed.replace(/^feed:(?:\/\/)?/i, feedScheme), base)
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > urlMax) return null
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href
}

/** `feed://paper.example/rss` and `feed:https://paper.example/rss` are older ways to say what it is. */
function feedScheme(prefix: string): string {
  return prefix.endsWith('//') ? 'https://' : ''
}

function titleOf(title: string): string | null {
  const clipped = title
    .trim()
    .slice(0, titleMax)
    .replace(/[\uD800-\uDBFF]$/, '')
  return clipped || null
}
