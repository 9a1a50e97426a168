import type { ArticleFacts, InstantOrDate, SideEvent } from '@stancewire/contracts'
import type { StorySummary } from '@stancewire/dedup'

/** A story as it is kept: what recognises its next article, and what is told of it. */
export type KeptStory = {
  readonly summary: StorySummary
  readonly title: string
  /** The article that opened it. */
  readonly articleId: string
  /** Articles that are no copies, first to last; only the newest are listed by id. */
  readonly size: number
  readonly newest: readonly string[]
  readonly topics: readonly string[]
  readonly outlets: readonly string[]
  readonly firstAt: InstantOrDate
  readonly lastAt: InstantOrDate
}

const newestMax = 100
const topicsMax = 20
const outletsMax = 50

/** The story with one more article; `before` is missing for the first. */
export function withArticle(before: KeptStory | undefined, summary: StorySummary, article: ArticleFacts): KeptStory {
  const at = article.publishedAt ?? article.fetchedAt
  const topics = article.topics.map(({ id }) => id)
  const outlets = article.outlet === null ? [] : [article.outlet]
  return {
    summary,
    title: before?.title ?? article.title,
    articleId: before?.articleId ?? article.articleId,
    size: (before?.size ?? 0) + 1,
    newest: [...(before?.newest ?? []), article.articleId].slice(-newestMax),
    topics: [...new Set([...(before?.topics ?? []), ...topics])].slice(0, topicsMax),
    outlets: [...new Set([...(before?.outlets ?? []), ...outlets])].slice(0, outletsMax),
    firstAt: before && Date.parse(before.firstAt) <= Date.parse(at) ? before.firstAt : at,
    lastAt: before && Date.parse(before.lastAt) >= Date.parse(at) ? before.lastAt : at,
  }
}

/** What the arrival of an article in its story announces; the same for the same article, however often it is asked. */
export function storyEvent(story: KeptStory, articleId: string): SideEvent[] {
  const back = story.newest.length - 1 - story.newest.lastIndexOf(articleId)
  if (!story.newest.includes(articleId)) return []
  const size = story.size - back
  const { summary, title, topics, outlets, firstAt, lastAt } = story
  const data = {
    storyId: summary.storyId,
    title,
    articleId: story.articleId,
    size,
    topics: [...topics],
    outlets: [...outlets],
    firstAt,
    lastAt,
  }
  return [{ type: size === 1 ? 'story.created' : 'story.updated', data }]
}
