import { eighths, quotedBit, type Sketch } from './sketch.ts'

/** How two texts overlap, estimated from their sketches at the lower of the two rates. */
export type Overlap = {
  /** Matching sampled shingles, and those of them outside quotation marks in both texts. */
  readonly matches: number
  readonly unquotedMatches: number
  /** Unquoted matching shingles in the whole texts: the sampled ones divided by the rate. */
  readonly unquotedShingles: number
  readonly jaccard: number
  /** Jaccard over shingles outside quotation marks. */
  readonly unquotedJaccard: number
  /** Share of each text's shingles that the other holds. */
  readonly containedFirst: number
  readonly containedSecond: number
  /** Share of each text's filled eighths that hold a match. */
  readonly spreadFirst: number
  readonly spreadSecond: number
  /** Which eighths of each text hold a match or hold nothing at all, as bit sets. */
  readonly coveredFirst: number
  readonly coveredSecond: number
}

type Side = { readonly sketch: Sketch; at: number; counted: number; unquoted: number; filled: number; matched: number }

const range = 2 ** 32

const bitOf = (place: number): number => 1 << (place & (eighths - 1))

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}

const sideOf = (sketch: Sketch): Side => ({ sketch, at: 0, counted: 0, unquoted: 0, filled: 0, matched: 0 })

const hashAt = ({ sketch, at }: Side): number => sketch.hashes[at] ?? range

/** Steps over one hash, counting it unless it is common; says where it stands. */
function step(side: Side, isCounted: boolean): number {
  const place = side.sketch.places[side.at] ?? 0
  side.at += 1
  if (!isCounted) return place
  side.counted += 1
  side.filled |= bitOf(place)
  if ((place & quotedBit) === 0) side.unquoted += 1
  return place
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

type Matches = { all: number; unquoted: number }

/** Walks both sketches in step below the limit and counts what they share. */
function walk(a: Side, b: Side, limit: number, common: ReadonlySet<number>): Matches {
  const matches = { all: 0, unquoted: 0 }
  for (;;) {
    const left = hashAt(a)
    const right = hashAt(b)
    const hash = Math.min(left, right)
    if (hash >= limit) return matches
    const isCounted = !common.has(hash)
    const placeA = left === hash ? step(a, isCounted) : 0
    const placeB = right === hash ? step(b, isCounted) : 0
    if (left !== right || !isCounted) continue
    matches.all += 1
    a.matched |= bitOf(placeA)
    b.matched |= bitOf(placeB)
    if (((placeA | placeB) & quotedBit) === 0) matches.unquoted += 1
  }
}

/** Compares two sketches, leaving out hashes that are common to many articles. Linear in their sizes. */
export function overlapOf(first: Sketch, second: Sketch, common: ReadonlySet<number>): Overlap {
  const rate = Math.min(first.rate, second.rate)
  const a = sideOf(first)
  const b = sideOf(second)
  const matches = walk(a, b, rate * range, common)
  return {
    matches: matches.all,
    unquotedMatches: matches.unquoted,
    unquotedShingles: matches.unquoted / rate,
    jaccard: ratio(matches.all, a.counted + b.counted - matches.all),
    unquotedJaccard: ratio(matches.unquoted, a.unquoted + b.unquoted - matches.unquoted),
    containedFirst: ratio(matches.all, a.counted),
    containedSecond: ratio(matches.all, b.counted),
    spreadFirst: ratio(bitCount(a.matched), bitCount(a.filled)),
    spreadSecond: ratio(bitCount(b.matched), bitCount(b.filled)),
    coveredFirst: a.matched | ~a.filled,
    coveredSecond: b.matched | ~b.filled,
  }
}
