import { boilerplateLimit, type Candidate, minSharedHashes, windowMs } from './decide.ts'
import { lookupHashes, type Sketch } from './sketch.ts'

/** What an index answers for an article: who shares hashes or text with it, and which of its hashes are boilerplate. */
export type Shortlist = { readonly candidates: readonly Candidate[]; readonly common: ReadonlySet<number> }

export type MemoryIndexOptions = {
  /** How long an article stays: 72 hours unless said otherwise. */
  readonly windowMs?: number
  /** How many articles stay at most, the newest: 60,000 unless said otherwise, some 250 MB of ordinary news. */
  readonly maxArticles?: number
}

export type MemoryIndex = {
  shortlist(textHash: string, sketch: Sketch): Shortlist
  /** Adds an article seen at `candidate.seenAtMs`; `isIndexed` says whether its hashes lead to it, or its text hash alone. */
  add(candidate: Candidate, isIndexed: boolean): void
  /** Articles held. */
  size(): number
}

const usualMaxArticles = 60_000

/** Candidates compared for one article: the ones that share most. */
const maxCandidates = 200

type Entry = { readonly candidate: Candidate; readonly isIndexed: boolean }
/** Most hashes lead to one article; a list is only made for more. */
type Postings = Map<number, number | number[]>

function addPosting(postings: Postings, hash: number, at: number): void {
  const known = postings.get(hash)
  if (known === undefined) postings.set(hash, at)
  else if (typeof known === 'number') postings.set(hash, [known, at])
  else known.push(at)
}

function removePosting(postings: Postings, hash: number, at: number): void {
  const known = postings.get(hash)
  if (known === at) postings.delete(hash)
  if (typeof known !== 'object') return
  const rest = known.filter((other) => other !== at)
  const [only] = rest
  if (rest.length === 1 && only !== undefined) postings.set(hash, only)
  else postings.set(hash, rest)
}

/** An index in memory, bounded by time and by number; the oldest arrivals leave first. Time is the latest `seenAtMs` added. */
export function createMemoryIndex(options: MemoryIndexOptions = {}): MemoryIndex {
  const keptMs = options.windowMs ?? windowMs
  const maxArticles = options.maxArticles ?? usualMaxArticles
  const entries = new Map<number, Entry>()
  const byText = new Map<string, number>()
  const postings: Postings = new Map()
  let next = 0

  function remove(at: number, { candidate, isIndexed }: Entry): void {
    entries.delete(at)
    if (byText.get(candidate.textHash) === at) byText.delete(candidate.textHash)
    if (isIndexed) for (const hash of lookupHashes(candidate.sketch)) removePosting(postings, hash, at)
  }

  function expire(nowMs: number): void {
    for (const [at, entry] of entries) {
      if (entries.size <= maxArticles && nowMs - entry.candidate.seenAtMs <= keptMs) return
      remove(at, entry)
    }
  }

  function sharing(sketch: Sketch): { hits: Map<number, number>; common: Set<number> } {
    const hits = new Map<number, number>()
    const common = new Set<number>()
    for (const hash of sketch.hashes) {
      const known = postings.get(hash)
      if (known === undefined) continue
      if (typeof known === 'number') hits.set(known, (hits.get(known) ?? 0) + 1)
      else if (known.length >= boilerplateLimit) common.add(hash)
      else for (const at of known) hits.set(at, (hits.get(at) ?? 0) + 1)
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
      if (isIndexed) for (const hash of lookupHashes(candidate.sketch)) addPosting(postings, hash, at)
      expire(candidate.seenAtMs)
    },
    size: () => entries.size,
  }
}
