import { assignStory, joinStory, openStory, type StorySummary, storyIdleMs } from './stories.ts'
import { type StoryFeatures, storyTerms } from './story-features.ts'
import type { TermFrequencies } from './term-weight.ts'

export type MemoryStories = {
  /** Puts an article into the story it reports, or opens one. */
  place(
    articleId: string,
    features: StoryFeatures,
    atMs: number,
  ): { readonly storyId: string; readonly similarity: number }
}

const maxStories = 20_000
const maxCountedTerms = 200_000
/** Stories compared for one article. */
const maxCandidates = 25

function countTerms(): TermFrequencies & { add(features: StoryFeatures): void } {
  const counts = new Map<string, number>()
  let documents = 0
  function halve(): void {
    documents /= 2
    for (const [term, count] of counts) {
      if (count < 2) counts.delete(term)
      else counts.set(term, count / 2)
    }
  }
  return {
    get documents() {
      return documents
    },
    count: (term) => counts.get(term) ?? 0,
    add(features) {
      documents += 1
      for (const [term] of features.terms) counts.set(term, (counts.get(term) ?? 0) + 1)
      if (counts.size > maxCountedTerms) halve()
    },
  }
}

/** Stories in memory: those of the last 14 days of the stream, at most 20,000, the longest silent leave first. */
export function createMemoryStories(): MemoryStories {
  const frequencies = countTerms()
  const stories = new Map<string, StorySummary>()
  const byTerm = new Map<string, Set<string>>()
  const termsOfStory = new Map<string, Set<string>>()
  let nowMs = Number.NEGATIVE_INFINITY

  function keep(story: StorySummary, features: StoryFeatures): void {
    stories.delete(story.storyId)
    stories.set(story.storyId, story)
    const known = termsOfStory.get(story.storyId) ?? new Set()
    termsOfStory.set(story.storyId, known)
    for (const term of storyTerms(features)) {
      known.add(term)
      const sharing = byTerm.get(term)
      if (sharing === undefined) byTerm.set(term, new Set([story.storyId]))
      else sharing.add(story.storyId)
    }
  }

  function forget(storyId: string): void {
    stories.delete(storyId)
    for (const term of termsOfStory.get(storyId) ?? []) {
      const sharing = byTerm.get(term)
      sharing?.delete(storyId)
      if (sharing?.size === 0) byTerm.delete(term)
    }
    termsOfStory.delete(storyId)
  }

  function expire(): void {
    for (const [storyId, story] of stories) {
      if (stories.size <= maxStories && nowMs - story.lastAtMs <= storyIdleMs) return
      forget(storyId)
    }
  }

  /** The stories that share the most telling terms. */
  function candidates(features: StoryFeatures): StorySummary[] {
    const shared = new Map<string, number>()
    for (const term of storyTerms(features)) {
      const sharing = byTerm.get(term)
      if (sharing === undefined) continue
      const telling = 1 / (1 + Math.log(sharing.size))
      for (const id of sharing) shared.set(id, (shared.get(id) ?? 0) + telling)
    }
    const likely = [...shared].sort((a, b) => b[1] - a[1]).slice(0, maxCandidates)
    return likely.flatMap(([id]) => stories.get(id) ?? [])
  }

  return {
    place(articleId, features, atMs) {
      frequencies.add(features)
      nowMs = Math.max(nowMs, atMs)
      const choice = assignStory(features, candidates(features), frequencies, atMs)
      const joined = choice.storyId === null ? undefined : stories.get(choice.storyId)
      const story =
        joined === undefined
          ? openStory(articleId, features, frequencies, atMs)
          : joinStory(joined, features, frequencies, atMs)
      keep(story, features)
      expire()
      return { storyId: story.storyId, similarity: choice.similarity }
    },
  }
}
