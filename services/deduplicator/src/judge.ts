import type { ParsedArticle } from '@stancewire/contracts'
import {
  type Candidate,
  confirmPartial,
  decide,
  decodeSketch,
  encodeSketch,
  fingerprint,
  lookupHashes,
  shouldIndex,
  type Verdict,
} from '@stancewire/dedup'
import type { ArticleIndex, ArticleRecord, Bodies, IndexedArticle, RecordedStanding } from '@stancewire/storage'

/** Article by article the index moves on; more tries than this mean that something else is wrong. */
const triesMax = 20

/** Decides where an article stands among those of the window, and records it in one step with the decision. `taken`: another run recorded it meanwhile. */
export function makeJudge(index: ArticleIndex, bodies: Pick<Bodies, 'read'>) {
  /** Sketches only raise the suspicion that an article reuses others: the texts decide. */
  async function confirm(verdict: Verdict, text: string, candidates: readonly IndexedArticle[]): Promise<Verdict> {
    if (verdict.relation !== 'partial') return verdict
    const sources = candidates.filter(({ docId }) => verdict.matches.some((match) => match.docId === docId))
    const texts = await Promise.all(
      sources.map(async ({ docId, ref }) => [docId, await bodies.read({ ...ref, kind: 'text' })] as const),
    )
    const textOf = new Map(texts)
    return confirmPartial(verdict, text, (docId) => textOf.get(docId)).verdict
  }

  return async (
    parsed: ParsedArticle,
    text: string,
    before: ArticleRecord | undefined,
  ): Promise<RecordedStanding | 'taken'> => {
    const { articleId, publishedAt, fetchedAt } = parsed.article
    const { textHash, sketch } = fingerprint({ title: parsed.article.title, text })
    const seenAtMs = Date.parse(fetchedAt)
    const revision = (before?.standing.revision ?? 0) + 1
    const hashes = lookupHashes(sketch)
    let reading = await index.lookUp(textHash, hashes, seenAtMs)
    for (let tries = 0; tries < triesMax; tries++) {
      const candidates = reading.candidates.flatMap(toCandidate)
      const suspected = decide({ articleId, textHash, sketch, publishedAt }, candidates, reading.common)
      const verdict = await confirm(suspected, text, reading.candidates)
      const standing = toStanding(verdict, { articleId, textHash, revision })
      const committed = await index.commit(
        {
          articleId,
          ref: parsed,
          before: before?.ref ?? null,
          standing,
          textHash,
          hashes,
          sketch: encodeSketch(sketch),
          publishedAt,
          seenAtMs,
          isIndexed: shouldIndex(verdict, sketch, candidates),
        },
        reading,
      )
      if (committed === 'committed') return standing
      if (committed === 'taken') return committed
      reading = committed
    }
    throw new Error(`the index changed ${triesMax} times while ${articleId} was judged`)
  }
}

function toCandidate(article: IndexedArticle): Candidate[] {
  const sketch = decodeSketch(article.sketch)
  return sketch === null ? [] : [{ ...article, sketch }]
}

function toStanding(
  verdict: Verdict,
  { articleId, textHash, revision }: { articleId: string; textHash: string; revision: number },
): RecordedStanding {
  const [match] = verdict.matches
  // A member of the group that this article opened cannot make it a copy of itself.
  const isCopy = verdict.groupId !== null && verdict.groupId !== articleId
  const relation = isCopy || verdict.relation === 'partial' ? verdict.relation : 'new'
  return {
    relation,
    similarity: relation === 'new' ? 0 : verdict.similarity,
    groupId: isCopy && verdict.groupId !== null ? verdict.groupId : articleId,
    duplicateOf: isCopy ? (match?.articleId ?? null) : null,
    revision,
    textHash,
    reuses:
      relation === 'partial'
        ? verdict.matches.map(({ articleId: id, similarity }) => ({ articleId: id, similarity }))
        : [],
  }
}
