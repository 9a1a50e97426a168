import { type FetchedPage, messageVersion, type ParsedArticle, type TopicMatch } from '@stancewire/contracts'
import { type Article, extractArticle, readPlainText } from '@stancewire/extraction'
import { type Handle, MissingBodyError, pass, stop } from '@stancewire/runtime'
import { type CompiledTopic, relevance } from '@stancewire/stance'
import type { Bodies } from '@stancewire/storage'
import { articleFacts } from './article-facts.ts'

const topicsMax = 20

type Deps = { bodies: Bodies; topics: readonly CompiledTopic[] }

/** PARSE: reads the article on a page, decides which topics it is on, and keeps its text. */
export function makeHandle({ bodies, topics }: Deps): Handle<FetchedPage, ParsedArticle> {
  return async (page) => {
    const { urlId, run, url, finalUrl } = page
    const body = await bodies.read({ urlId, run, kind: 'page' })
    if (body === undefined) throw new MissingBodyError(`page of ${urlId} run ${run} is not in the store`)
    const read =
      page.media === 'html'
        ? extractArticle({ html: body, url: finalUrl })
        : readPlainText({ text: body, url: finalUrl.startsWith('text:') ? null : finalUrl })
    if (!read.ok) return stop(read.reason, read.detail)
    const matches = matchTopics(read.article, topics)
    if (matches.length === 0) return stop('off-topic', read.article.title)
    const article = articleFacts(read.article, page, matches)
    await bodies.write({ urlId, run, kind: 'text' }, read.article.text)
    return pass({ v: messageVersion, urlId, run, url, article })
  }
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
