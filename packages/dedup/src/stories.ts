import { createHash } from 'node:crypto'
import type { StoryFeatures, StoryTerm } from './story-features.ts'
import { rarity, type TermFrequencies } from './term-weight.ts'

/** What is kept of a story to recognise its next article: the mean of its articles' vectors. Plain JSON, at most 5 KB. */
export type StorySummary = {
  readonly storyId: string
  readonly articles: number
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly terms: readonly StoryTerm[]
}

export type StoryChoice = { readonly storyId: string | null; readonly similarity: number }

/** Stories go quiet: an article joins none that has been silent for 14 days. */
export const storyIdleMs = 14 * 24 * 3_600_000

/** Mean similarity to a story's articles from which an article belongs to it; measured on labelled streams. */
const joining = 0.2
const decayMs = 72 * 3_600_000
/** A long story keeps moving: later articles weigh as much as the fortieth. */
const maxMemory = 40
const maxTerms = 120

const fieldWeights = { whole: 0.4, lead: 0.4, name: 0.2 } as const

/** Terms weighted by rarity, each field scaled to length one. */
function vectorOf(features: StoryFeatures, frequencies: TermFrequencies): StoryTerm[] {
  const weighted = features.terms.map(([term, whole, lead, name]): StoryTerm => {
    const idf = rarity(term, frequencies)
    return [term, whole * idf, lead * idf, name * idf]
  })
  const length = (field: 1 | 2 | 3): number => Math.hypot(...weighted.map((entry) => entry[field])) || 1
  const [whole, lead, name] = [length(1), length(2), length(3)]
  return weighted.map((entry): StoryTerm => [entry[0], entry[1] / whole, entry[2] / lead, entry[3] / name])
}

/** The dot product with a mean of unit vectors is the mean similarity to each of them. */
function meanSimilarity(vector: ReadonlyMap<string, StoryTerm>, story: StorySummary): number {
  let similarity = 0
  for (const mean of story.terms) {
    const entry = vector.get(mean[0])
    if (entry !== undefined)
      similarity +=
        fieldWeights.whole * entry[1] * mean[1] +
        fieldWeights.lead * entry[2] * mean[2] +
        fieldWeights.name * entry[3] * mean[3]
  }
  return similarity
}

function silenceMs(story: StorySummary, atMs: number): number {
  return Math.max(0, atMs - story.lastAtMs, story.firstAtMs - atMs)
}

/**
 * Chooses the story that an article reports among candidates that share a term with it, or none. Similarity is the mean TF-IDF cosine to the story's articles
 * over whole text, title with lead, and names (after Miranda et al. 2018, arXiv:1809.00540), fading with the time since the story's last
 * article. `atMs` is the article's own time.
 */
export function assignStory(
  features: StoryFeatures,
  stories: readonly StorySummary[],
  frequencies: TermFrequencies,
  atMs: number,
): StoryChoice {
  const vector = new Map(vectorOf(features, frequencies).map((entry) => [entry[0], entry]))
  let best: StoryChoice = { storyId: null, similarity: 0 }
  for (const story of stories) {
    const silence = silenceMs(story, atMs)
    if (silence > storyIdleMs) continue
    const similarity = meanSimilarity(vector, story) * Math.exp(-((silence / decayMs) ** 2) / 2)
    if (similarity > best.similarity) best = { storyId: story.storyId, similarity }
  }
  return best.similarity >= joining ? best : { storyId: null, similarity: best.similarity }
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** The story's summary with one more article in it. */
export function joinStory(
  story: StorySummary,
  features: StoryFeatures,
  frequencies: TermFrequencies,
  atMs: number,
): StorySummary {
  const share = 1 / Math.min(story.articles + 1, maxMemory)
  const means = new Map(
    story.terms.map(([term, ...values]) => [term, values.map((value) => value * (1 - share))] as const),
  )
  for (const [term, ...values] of vectorOf(features, frequencies)) {
    const mean = means.get(term) ?? [0, 0, 0]
    means.set(
      term,
      mean.map((value, field) => value + share * (values[field] ?? 0)),
    )
  }
  const terms = [...means].map(([term, values]): StoryTerm => {
    const [whole = 0, lead = 0, name = 0] = values
    return [term, rounded(whole), rounded(lead), rounded(name)]
  })
  const standing = (entry: StoryTerm): number => entry[1] + entry[2] + entry[3]
  return {
    storyId: story.storyId,
    articles: story.articles + 1,
    firstAtMs: Math.min(story.firstAtMs, atMs),
    lastAtMs: Math.max(story.lastAtMs, atMs),
    terms: terms.sort((a, b) => standing(b) - standing(a)).slice(0, maxTerms),
  }
}

/** A new story with one article. Its id derives from that article's id: the same article opens the same story again. */
export function openStory(
  articleId: string,
  features: StoryFeatures,
  frequencies: TermFrequencies,
  atMs: number,
): StorySummary {
  const storyId = `s${createHash('sha256').update(articleId).digest('hex').slice(0, 32)}`
  const empty: StorySummary = { storyId, articles: 0, firstAtMs: atMs, lastAtMs: atMs, terms: [] }
  return joinStory(empty, features, frequencies, atMs)
}
