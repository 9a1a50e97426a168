import type { Relation } from '@stancewire/contracts'
import { type Candidate, decide, shouldIndex, type Verdict } from './decide.ts'
import { fingerprint } from './fingerprint.ts'
import { createMemoryIndex, type MemoryIndexOptions } from './memory-index.ts'
import { createMemoryStories } from './memory-stories.ts'
import { storyFeatures } from './story-features.ts'

/** An article as the `dedupe` filter reads it, in the order of arrival. */
export type DedupeInput = {
  readonly id: string
  readonly url: string | null
  readonly title: string | null
  readonly text: string
  readonly publishedAt: string | null
}

/** What the `dedupe` filter writes for one article. */
export type DedupeLine = {
  readonly id: string
  readonly relation: Relation
  /** The first member of the article's group: itself unless `exact` or `near`. */
  readonly canonicalId: string
  readonly similarity: number
  readonly storyId: string
  /** Up to five sources of a `partial`, of different groups. */
  readonly matches: readonly { readonly id: string; readonly relation: 'partial'; readonly similarity: number }[]
  readonly passages: readonly []
}

export type Deduper = { add(article: DedupeInput): DedupeLine }

/** So many articles have to have reached a date before the stream's time does: a wrong date far ahead must not empty the index. */
const witnesses = 3

/** The stream's own time: the latest instant that three articles have reached. Undated articles count as published then. */
function makeStreamTime(): (publishedAt: string | null) => number {
  let latest: number[] = []
  return (publishedAt) => {
    const atMs = Date.parse(publishedAt ?? '')
    if (!Number.isNaN(atMs)) latest = [...latest, atMs].sort((a, b) => b - a).slice(0, witnesses)
    return latest.at(-1) ?? 0
  }
}

function lineOf(id: string, verdict: Verdict, storyId: string): DedupeLine {
  const sources = verdict.relation === 'partial' ? verdict.matches : []
  return {
    id,
    relation: verdict.relation,
    canonicalId: verdict.groupId ?? id,
    similarity: verdict.similarity,
    storyId,
    matches: sources.map(({ docId, similarity }) => ({ id: docId, relation: 'partial', similarity })),
    passages: [],
  }
}

/**
 * Finds duplicates and stories in one stream of articles. Keeps what the window of the index holds and no more; reads no clock: time is what the articles
 * say. Copies join the story of what they copy and do not weigh in it.
 */
export function createDeduper(options: MemoryIndexOptions = {}): Deduper {
  const index = createMemoryIndex(options)
  const stories = createMemoryStories()
  const streamTime = makeStreamTime()
  return {
    add({ id, title, text, publishedAt }) {
      const { textHash, sketch } = fingerprint({ title, text })
      const seenAtMs = streamTime(publishedAt)
      const arrival = { articleId: id, textHash, sketch, publishedAt }
      const { candidates, common } = index.shortlist(textHash, sketch)
      const verdict = decide(arrival, candidates, common)
      const features = storyFeatures({ title, text })
      const atMs = Date.parse(publishedAt ?? '') || seenAtMs
      const storyId = verdict.storyId ?? stories.place(id, features, atMs).storyId
      const candidate: Candidate = { ...arrival, docId: id, groupId: verdict.groupId ?? id, seenAtMs, storyId }
      index.add(candidate, shouldIndex(verdict, sketch, candidates))
      return lineOf(id, verdict, storyId ?? id)
    },
  }
}
