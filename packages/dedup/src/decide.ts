import type { Relation } from '@stancewire/contracts'
import { type Kinship, kinshipOf } from './kinship.ts'
import { overlapOf } from './overlap.ts'
import type { Sketch } from './sketch.ts'

/** A hash that this many indexed articles hold is boilerplate: it is neither looked up nor counted. */
export const boilerplateLimit = 12

/** Articles published further apart are not edits of each other, and an index need not reach further back: 72 hours. */
export const windowMs = 72 * 3_600_000

/** Hits in the index below which an indexed article is no candidate. */
export const minSharedHashes = 2

/** Sources reported for one article. */
const maxMatches = 5
/** An edit is indexed beside its original once this share of its hashes is new. */
const newShare = 0.2

/** An article to decide on. */
export type Arrival = {
  readonly articleId: string
  readonly textHash: string
  readonly sketch: Sketch
  /** ISO 8601, or null where unknown. */
  readonly publishedAt: string | null
}

/** An article that stands in the index. */
export type Candidate = Arrival & {
  readonly docId: string
  readonly groupId: string
  readonly seenAtMs: number
  readonly storyId: string | null
}

/** One earlier article that the text stands in, wholly or partly. */
export type Match = {
  readonly docId: string
  readonly articleId: string
  readonly groupId: string
  readonly similarity: number
}

export type Verdict = {
  readonly relation: Relation
  /** The group that the article joins, with `exact` and `near`; null with `new` and `partial`: it opens its own. */
  readonly groupId: string | null
  /** Story of the matched article, with `exact` and `near`. */
  readonly storyId: string | null
  /** In [0, 1]: 1 with `exact`, estimated Jaccard of word triples with `near`, share of the shorter text with `partial`, 0 with `new`. */
  readonly similarity: number
  /** The matched article with `exact` and `near`; up to five sources of different groups, most reused text first, with `partial`. */
  readonly matches: readonly Match[]
}

type Kin = { readonly candidate: Candidate; readonly kinship: Kinship }

const unrelated: Verdict = { relation: 'new', groupId: null, storyId: null, similarity: 0, matches: [] }

const rounded = (similarity: number): number => Math.round(Math.min(1, similarity) * 1_000) / 1_000

const matchOf = (candidate: Candidate, similarity: number): Match => ({
  docId: candidate.docId,
  articleId: candidate.articleId,
  groupId: candidate.groupId,
  similarity: rounded(similarity),
})

/** Unknown dates rule nothing out. */
function isFarApart(a: string | null, b: string | null): boolean {
  return Math.abs(Date.parse(a ?? '') - Date.parse(b ?? '')) > windowMs
}

function joined(relation: 'exact' | 'near', candidate: Candidate, similarity: number): Verdict {
  return {
    relation,
    groupId: candidate.groupId,
    storyId: candidate.storyId,
    similarity: rounded(similarity),
    matches: [matchOf(candidate, similarity)],
  }
}

function kinOf(article: Arrival, candidates: readonly Candidate[], common: ReadonlySet<number>): Kin[] {
  const kin: Kin[] = []
  for (const candidate of candidates) {
    const overlap = overlapOf(article.sketch, candidate.sketch, common)
    if (overlap.matches < minSharedHashes) continue
    const apart = isFarApart(article.publishedAt, candidate.publishedAt)
    const kinship = kinshipOf(article.sketch, candidate.sketch, overlap, apart)
    if (kinship !== null) kin.push({ candidate, kinship })
  }
  return kin.sort((a, b) => b.kinship.weight - a.kinship.weight)
}

function reused(kin: readonly Kin[]): Verdict {
  const groups = new Set<string>()
  const matches: Match[] = []
  for (const { candidate, kinship } of kin) {
    if (groups.has(candidate.groupId) || matches.length === maxMatches) continue
    groups.add(candidate.groupId)
    matches.push(matchOf(candidate, kinship.similarity))
  }
  return { relation: 'partial', groupId: null, storyId: null, similarity: matches[0]?.similarity ?? 0, matches }
}

/**
 * Decides what an article is to the candidates that share hashes or `textHash` with it. Its own earlier versions (same `articleId`) are left out. The
 * order of the candidates matters only between equals: the first wins. `common` holds those of the article's hashes that
 * {@link boilerplateLimit} or more indexed articles share. `partial` is a suspicion here: give it to `confirmPartial` with the texts.
 */
export function decide(
  article: Arrival,
  candidates: readonly Candidate[],
  common: ReadonlySet<number> = new Set(),
): Verdict {
  const others = candidates.filter((candidate) => candidate.articleId !== article.articleId)
  const copy = article.sketch.words > 0 && others.find((candidate) => candidate.textHash === article.textHash)
  if (copy) return joined('exact', copy, 1)
  const kin = kinOf(article, others, common)
  const nearest = kin.find(({ kinship }) => kinship.relation === 'near')
  if (nearest !== undefined) return joined('near', nearest.candidate, nearest.kinship.similarity)
  return kin.length === 0 ? unrelated : reused(kin)
}

/**
 * Whether an article's hashes belong in the index: always for a new text, never for an exact copy, and for an edit only if a fifth of its hashes is in
 * no candidate. Keeping copies out keeps the index small and lets frequent hashes mean boilerplate, not popularity.
 */
export function shouldIndex(verdict: Verdict, sketch: Sketch, candidates: readonly Candidate[]): boolean {
  if (verdict.relation === 'exact') return false
  if (verdict.relation !== 'near') return true
  const rate = Math.min(sketch.rate, ...candidates.map((candidate) => candidate.sketch.rate))
  const known = new Set<number>()
  for (const candidate of candidates) for (const hash of candidate.sketch.hashes) known.add(hash)
  const comparable = sketch.hashes.filter((hash) => hash < rate * 2 ** 32)
  const fresh = comparable.filter((hash) => !known.has(hash)).length
  return fresh >= newShare * Math.max(1, comparable.length)
}
