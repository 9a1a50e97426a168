import type { ArticleFacts, FetchedPage, StopReason, TopicMatch } from '@stancewire/contracts'
import { type Article, extractArticle, readPlainText } from '@stancewire/extraction'
import { type CompiledTopic, relevance } from '@stancewire/stance'
import { articleFacts } from './article-facts.ts'

const topicsMax = 20

/** What stood on a page: an article on a topic, or why there is none. */
export type PageRead =
  | { readonly is: 'article'; readonly article: ArticleFacts; readonly text: string }
  | { readonly is: 'none'; readonly reason: StopReason; readonly detail: string }

/** Reads the article on a page, and decides which topics it is on. */
export function readPage(page: FetchedPage, body: string, topics: readonly CompiledTopic[]): PageRead {
  const { finalUrl } = page
  const read =
    page.media === 'html'
      ? extractArticle({ html: body, url: finalUrl })
      : readPlainText({ text: body, url: finalUrl.startsWith('text:') ? null : finalUrl })
  if (!read.ok) return { is: 'none', reason: read.reason, detail: read.detail }
  const matches = matchTopics(read.article, topics)
  if (matches.length === 0) return { is: 'none', reason: 'off-topic', detail: read.article.title }
  return { is: 'article', article: articleFacts(read.article, page, matches), text: read.article.text }
}

/** The topics it is on, in their configured order; of more than a message holds, the most relevant. */
function matchTopics(article: Article, topics: readonly CompiledTopic[]): TopicMatch[] {
  const matches = topics.flatMap((compiled) => {
    const { score, onTopic } = relevance(compiled, article)
    return onTopic ? [{ id: compiled.topic.id, relevance: Math.round(score * 1_000) / 1_000 }] : []
  })
  if (matches.length <= topicsMax) return matches
  return matches.sort((a, b) => b.relevance - a.relevance).slice(0, topicsMax)
}
