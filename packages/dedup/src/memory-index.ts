import { boilerplateLimit, type Candidate, minSharedHashes, windowMs } from './decide.ts'
import { createPostings } from './postings.ts'
import { lookupHashes, type Sketch } from './sketch.ts'

/** What an index answers for an article: who shares hashes or text with it, and which of its hashes are boilerplate. */
export type Shortlist = { readonly candidates: readonly Candidate[]; readonly common: ReadonlySet<number> }

/** The newest `minArticles` stay whatever their dates, older ones while they are younger than `windowMs`, and never more than `maxArticles`. */
export type MemoryIndexOptions = {
  /** 72 hours unless said otherwise. */
  readonly windowMs?: number
  /** 20,000 unless said otherwise: dates in a stream may be missing or wrong, and then number is what bounds it. */
  readonly minArticles?: number
  /** 60,000 unless said otherwise. */
  readonly maxArticles?: number
}

export type MemoryIndex = {
  shortlist(textHash: string, sketch: Sketch): Shortlist
  /** Adds an article seen at `candidate.seenAtMs`, which never falls; with `isIndexed` false only its text hash leads to it. */
  add(candidate: Candidate, isIndexed: boolean): void
  /** Articles held. */
  size(): number
}

const usualMinArticles = 20_000
const usualMaxArticles = 60_000

/** Candidates compared for one article: the ones that share most. */
const maxCandidates = 200

type Entry = { readonly candidate: Candidate; readonly isIndexed: boolean }

/** An index in memory, bounded by time and by number; the oldest arrivals leave first. The time is that of the latest arrival. */
export function createMemoryIndex(options: MemoryIndexOptions = {}): MemoryIndex {
  const keptMs = options.windowMs ?? windowMs
  const maxArticles = options.maxArticles ?? usualMaxArticles
  const minArticles = Math.min(maxArticles, options.minArticles ?? usualMinArticles)
  const entries = new Map<number, Entry>()
  const byText = new Map<string, number>()
  const postings = createPostings(2 * boilerplateLimit)
  let next = 0

  function remove(at: number, { candidate, isIndexed }: Entry): void {
    entries.delete(at)
    if (byText.get(candidate.textHash) === at) byText.delete(candidate.textHash)
    if (isIndexed) for (const hash of lookupHashes(candidate.sketch)) postings.remove(hash, at)
  }

  function expire(nowMs: number): void {
    for (const [at, entry] of entries) {
      const isRecent = nowMs - entry.candidate.seenAtMs <= keptMs
      if (entries.size <= minArticles || (isRecent && entries.size <= maxArticles)) return
      remove(at, entry)
    }
  }

  /** Ordinals of the indexed articles by how many hashes they share, and the hashes that too many share. */
  function sharing(sketch: Sketch): { hits: Map<number, number>; common: Set<number> } {
    const hits = new Map<number, number>()
    const common = new Set<number>()
    for (const hash of lookupHashes(sketch)) {
      const holders = postings.of(hash)
      if (holders.length >= boilerplateLimit) common.add(hash)
      else for (const at of holders) hits.set(at, (hits.get(at) ?? 0) + 1)
    }
    return { hits, common }
  }

  return {
    shortlist(textHash, sketch) {
      const { hits, common } = sharing(sketch)
      const likely = [...hits].filter(([, shared]) => shared >= minSharedHashes)
      const nearest = likely.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, maxCandidates)
      const copy = byText.get(textHash)
      const found = [...(copy === undefined ? [] : [copy]), ...nearest.map(([at]) => at)]
      const candidates = [...new Set(found)].flatMap((at) => entries.get(at)?.candidate ?? [])
      return { candidates, common }
    },
    add(candidate, isIndexed) {
      const at = next
      next += 1
      entries.set(at, { candidate, isIndexed })
      if (!byText.has(candidate.textHash)) byText.set(candidate.textHash, at)
      if (isIndexed) for (const hash of lookupHashes(candidate.sketch)) postings.add(hash, at)
      expire(candidate.seenAtMs)
    },
    size: () => entries.size,
  }
}
