import type { ArticleFacts, SideEvent } from '@stancewire/contracts'
import {
  assignStory,
  joinStory,
  openStory,
  type StoryFeatures,
  storyFeatures,
  storyTerms,
  type TermFrequencies,
} from '@stancewire/dedup'
import type { Stories, StoryReading } from '@stancewire/storage'
import { type KeptStory, storyEvent, withArticle } from './kept-story.ts'

const triesMax = 50

/** The story an article is in, and what that announces. */
export type Placement = { readonly storyId: string; readonly announce: readonly SideEvent[] }

/** Puts an article into the story it reports, or opens one; an article that was placed before stays where it is. */
export function makePlace(stories: Stories<KeptStory>) {
  // One at a time in a process: two that read the same state could not both be kept.
  let last: Promise<unknown> = Promise.resolve()
  return (article: ArticleFacts, text: string, placedIn: string | null): Promise<Placement> => {
    const placing = last.then(() => place(stories, article, text, placedIn))
    last = placing.catch(() => {})
    return placing
  }
}

async function place(
  stories: Stories<KeptStory>,
  article: ArticleFacts,
  text: string,
  placedIn: string | null,
): Promise<Placement> {
  const { articleId } = article
  if (placedIn !== null) return rejoin(stories, articleId, placedIn)
  const features = storyFeatures({ title: article.title, text })
  const indexTerms = storyTerms(features)
  const terms = features.terms.map(([term]) => term)
  const atMs = Date.parse(article.publishedAt ?? article.fetchedAt)
  for (let tries = 0; tries < triesMax; tries++) {
    const reading = await stories.read(indexTerms, terms)
    const story = choose(article, features, atMs, reading)
    const { storyId } = story.summary
    const kept = await stories.place({ articleId, storyId, story, indexTerms, terms }, reading)
    if (typeof kept === 'object') return rejoin(stories, articleId, kept.placedIn)
    if (kept === 'kept') return { storyId, announce: storyEvent(story, articleId) }
  }
  throw new Error(`stories changed ${triesMax} times while ${articleId} was placed`)
}

/** An article that is placed already announces what it announced then. */
async function rejoin(stories: Stories<KeptStory>, articleId: string, storyId: string): Promise<Placement> {
  const story = await stories.get(storyId)
  return { storyId, announce: story ? storyEvent(story, articleId) : [] }
}

function choose(
  article: ArticleFacts,
  features: StoryFeatures,
  atMs: number,
  reading: StoryReading<KeptStory>,
): KeptStory {
  const frequencies: TermFrequencies = {
    documents: reading.articles,
    count: (term) => reading.counts.get(term) ?? 0,
  }
  const summaries = reading.stories.map(({ summary }) => summary)
  const { storyId } = assignStory(features, summaries, frequencies, atMs)
  const before = reading.stories.find(({ summary }) => summary.storyId === storyId)
  const summary = before
    ? joinStory(before.summary, features, frequencies, atMs)
    : openStory(article.articleId, features, frequencies, atMs)
  return withArticle(before, summary, article)
}
