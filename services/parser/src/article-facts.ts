import type { ArticleFacts, FetchedPage, InstantOrDate, TopicMatch } from '@stancewire/contracts'
import type { Article } from '@stancewire/extraction'
import { articleId, canonicalUrl } from '@stancewire/url'

/** What travels of an article: the page's word first, the source's where the page is silent, dates no later than the fetch. */
export function articleFacts(article: Article, page: FetchedPage, topics: readonly TopicMatch[]): ArticleFacts {
  return {
    articleId: articleId(canonicalUrl(article.canonicalUrl ?? page.finalUrl) ?? page.finalUrl),
    title: clip(article.title || page.hint.title || 'untitled', 300),
    outlet: page.outlet ?? (article.siteName === null ? null : clip(article.siteName, 120)),
    authors: article.authors.slice(0, 8).map((name) => clip(name, 80)),
    publishedAt: capped(article.publishedAt ?? page.hint.publishedAt, page.fetchedAt),
    modifiedAt: capped(article.modifiedAt, page.fetchedAt),
    fetchedAt: page.fetchedAt,
    language: article.language,
    kind: article.kind,
    topics: [...topics],
  }
}

/** At most so many UTF-16 units, no half of a character, and no control characters. */
function clip(text: string, most: number): string {
  return text
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replaceAll(/\p{Cc}/gu, '')
}

/** No article was published after it was fetched; a bare date keeps its form. */
function capped(at: InstantOrDate | null, fetchedAt: string): InstantOrDate | null {
  if (at === null) return null
  if (at.length === 10) return at <= fetchedAt.slice(0, 10) ? at : fetchedAt.slice(0, 10)
  return Date.parse(at) <= Date.parse(fetchedAt) ? new Date(at).toISOString() : fetchedAt
}
