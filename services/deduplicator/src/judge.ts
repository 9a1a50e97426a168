import { isDeepStrictEqual } from 'node:util'
import type { ParsedArticle } from '@stancewire/contracts'
import {
  type Candidate,
  confirmPartial,
  decide,
  decodeSketch,
  encodeSketch,
  type Fingerprint,
  fingerprint,
  lookupHashes,
  shouldIndex,
  type Verdict,
} from '@stancewire/dedup'
import type {
  ArticleIndex,
  ArticleRecord,
  Bodies,
  IndexedArticle,
  IndexReading,
  RecordedStanding,
} from '@stancewire/storage'
import type { JudgedBefore } from './judged-before.ts'

type Task = {
  readonly parsed: ParsedArticle
  readonly text: string
  readonly print: Fingerprint
  readonly hashes: readonly number[]
  /** What was recorded of the article before. */
  readonly before: ArticleRecord | undefined
  /** Where it is judged again: what it may be compared with. A text that was judged before is no new revision then. */
  readonly again?: JudgedBefore | undefined
}

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

  /** One look, one decision; gives a new reading where the index had changed under it. */
  async function decideOn(task: Task, reading: IndexReading): Promise<RecordedStanding | 'taken' | IndexReading> {
    const { parsed, text, print, hashes, before, again } = task
    const { articleId, publishedAt, fetchedAt } = parsed.article
    const { textHash, sketch } = print
    const comparable = again?.among(reading.candidates) ?? reading.candidates
    const candidates = comparable.flatMap(toCandidate)
    const common = again?.common(reading.common) ?? reading.common
    const suspected = decide({ articleId, textHash, sketch, publishedAt }, candidates, common)
    const verdict = await confirm(suspected, text, comparable)
    const told = again && before?.standing.textHash === textHash ? before.standing : undefined
    const revision = told?.revision ?? (before?.standing.revision ?? 0) + 1
    const standing = toStanding(verdict, { articleId, textHash, revision })
    if (told && isDeepStrictEqual(standing, told)) {
      await index.hand(articleId, parsed)
      return standing
    }
    const entry = {
      articleId,
      ref: parsed,
      before: before?.ref ?? null,
      standing,
      textHash,
      hashes,
      sketch: encodeSketch(sketch),
      publishedAt,
      seenAtMs: Date.parse(fetchedAt),
      // In its group it stands in the index already: hashes that are held too often say nothing.
      isIndexed: told?.groupId !== standing.groupId && shouldIndex(verdict, sketch, candidates),
    }
    const committed = await index.commit(entry, reading)
    return committed === 'committed' ? standing : committed
  }

  return async ({
    parsed,
    text,
    before,
    again,
  }: Omit<Task, 'print' | 'hashes'>): Promise<RecordedStanding | 'taken'> => {
    const { articleId, title, fetchedAt } = parsed.article
    const print = fingerprint({ title, text })
    const hashes = lookupHashes(print.sketch)
    let reading = await index.lookUp(print.textHash, hashes, Date.parse(fetchedAt))
    for (let tries = 0; tries < triesMax; tries++) {
      const decided = await decideOn({ parsed, text, before, again, print, hashes }, reading)
      if (decided === 'taken' || 'relation' in decided) return decided
      reading = decided
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
