import { ParsedArticle } from '@stancewire/contracts'
import { decodeSketch, encodeSketch, fingerprint } from '@stancewire/dedup'
import type { ArticleIndex, ArticleRecord, Bodies, IndexedArticle } from '@stancewire/storage'
import { readMessage } from './kept-message.ts'

type Deps = { index: Pick<ArticleIndex, 'record'>; bodies: Pick<Bodies, 'read'> }

/** What an article that is judged again may be compared with. */
export type JudgedBefore = {
  /** Of the candidates in the index those that were judged before it, and its sources of the first time from their kept texts. */
  among(candidates: readonly IndexedArticle[]): IndexedArticle[]
  /** Of the hashes that say nothing, those that the sources do not hold: what they hold has become common since. */
  common(today: ReadonlySet<number>): ReadonlySet<number>
  /** Whether a source of the first time is known no more: without it nothing can be said against what was said then. */
  readonly isForgotten: boolean
}

/**
 * Judged again, an article is compared with what stood there before it: were it compared with what came after it as well,
 * two articles could each become a copy of the other.
 */
export async function openJudgedBefore(
  deps: Deps,
  { article: { articleId, fetchedAt } }: ParsedArticle,
  { standing: { duplicateOf, reuses } }: ArticleRecord,
): Promise<JudgedBefore> {
  const seenAtMs = Date.parse(fetchedAt)
  const named = duplicateOf === null ? reuses.map((reuse) => reuse.articleId) : [duplicateOf]
  const recalled = await Promise.all(named.map((name) => recall(deps, name, seenAtMs)))
  const sources = recalled.filter((source) => source !== undefined)
  const groups = new Map(sources.map((source) => [source.articleId, source.groupId]))
  return {
    isForgotten: sources.length < named.length,
    common(today) {
      const held = new Set(sources.flatMap(hashesOf))
      return new Set([...today].filter((hash) => !held.has(hash)))
    },
    among(candidates) {
      // Documents count up in the order of judging, and an article keeps its first one.
      const own = candidates.filter((candidate) => candidate.articleId === articleId)
      const first = Math.min(...own.map(({ docId }) => Number(docId)))
      const wasBefore = (candidate: IndexedArticle) =>
        own.length > 0 ? Number(candidate.docId) < first : isEarlier(candidate, { articleId, seenAtMs })
      const others = candidates.filter((candidate) => !groups.has(candidate.articleId) && wasBefore(candidate))
      // The index tells the group that a source was in when it was judged.
      const kept = candidates.flatMap((candidate) => {
        const groupId = groups.get(candidate.articleId)
        return groupId === undefined ? [] : [{ ...candidate, groupId }]
      })
      return [...kept, ...sources, ...others].filter(({ groupId }) => groupId !== articleId)
    },
  }
}

type Seen = Pick<IndexedArticle, 'articleId' | 'seenAtMs'>

/** Of two that were seen at the same moment, one is the earlier whichever is asked. */
function isEarlier(a: Seen, b: Seen): boolean {
  return a.seenAtMs === b.seenAtMs ? a.articleId < b.articleId : a.seenAtMs < b.seenAtMs
}

function hashesOf({ sketch }: IndexedArticle): number[] {
  return [...(decodeSketch(sketch)?.hashes ?? [])]
}

/** An article as it stands now, from its kept text; `undefined` where text or record are gone. */
async function recall({ index, bodies }: Deps, articleId: string, seenAtMs: number) {
  const record = await index.record(articleId)
  if (!record) return undefined
  const { ref, standing } = record
  const text = await bodies.read({ ...ref, kind: 'text' })
  const parsed = await bodies.read({ ...ref, kind: 'parsed' })
  if (text === undefined || parsed === undefined) return undefined
  const facts = readMessage(ParsedArticle, parsed)?.article
  if (!facts) return undefined
  const { textHash, sketch } = fingerprint({ title: facts.title, text })
  const { publishedAt } = facts
  const kept = { docId: `kept-${articleId}`, articleId, groupId: standing.groupId, storyId: null, textHash, ref }
  return { ...kept, sketch: encodeSketch(sketch), publishedAt, seenAtMs } satisfies IndexedArticle
}
