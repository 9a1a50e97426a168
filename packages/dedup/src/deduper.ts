import type { Relation } from '@stancewire/contracts'
import { confirmPartial } from './confirm-partial.ts'
import { decide, shouldIndex } from './decide.ts'
import { fingerprint } from './fingerprint.ts'
import { createMemoryIndex, type MemoryIndexOptions } from './memory-index.ts'
import { createMemoryStories } from './memory-stories.ts'
import { storyFeatures } from './story-features.ts'
import { makeStreamTime } from './stream-time.ts'
import { createTextMemory } from './text-memory.ts'

/** An article as the `dedupe` filter reads it, in the order of arrival. */
export type DedupeInput = {
  readonly id: string
  readonly url: string | null
  readonly title: string | null
  readonly text: string
  /** ISO 8601, or null where unknown. */
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
  /** What a `partial` took from its sources, as far as their texts are still held. */
  readonly passages: readonly {
    readonly start: number
    readonly end: number
    readonly source: { readonly id: string; readonly start: number; readonly end: number }
  }[]
}

export type Deduper = { add(article: DedupeInput): DedupeLine }

/** Texts held to show passages: 40 million characters, about 10,000 articles of ordinary length. */
const maxTextUnits = 40_000_000

/**
 * Finds duplicates and stories in one stream of articles. Holds what the index holds and the latest texts, no more; reads no clock: time is what the
 * articles say. Copies join the story of what they copy and do not weigh in it.
 */
export function createDeduper(options: MemoryIndexOptions = {}): Deduper {
  const index = createMemoryIndex(options)
  const stories = createMemoryStories()
  const texts = createTextMemory(maxTextUnits)
  const streamTime = makeStreamTime()

  return {
    add({ id, title, text, publishedAt }) {
      const { textHash, sketch } = fingerprint({ title, text })
      const { seenAtMs, atMs } = streamTime(publishedAt)
      const arrival = { articleId: id, textHash, sketch, publishedAt }
      const { candidates, common } = index.shortlist(textHash, sketch)
      const { verdict, passages } = confirmPartial(decide(arrival, candidates, common), text, texts.of)
      const sources = verdict.relation === 'partial' ? verdict.matches : []
      const storyId = verdict.storyId ?? stories.place(id, storyFeatures({ title, text }), atMs).storyId
      const canonicalId = verdict.groupId ?? id
      const isIndexed = shouldIndex(verdict, sketch, candidates)
      index.add({ ...arrival, docId: id, groupId: canonicalId, seenAtMs, storyId }, isIndexed)
      const line: DedupeLine = {
        id,
        relation: verdict.relation,
        canonicalId,
        similarity: verdict.similarity,
        storyId,
        matches: sources.map(({ docId, similarity }) => ({ id: docId, relation: 'partial', similarity })),
        passages: passages.map(({ source: { docId, ...place }, ...own }) => ({
          ...own,
          source: { id: docId, ...place },
        })),
      }
      if (isIndexed) texts.keep(id, text)
      return line
    },
  }
}
