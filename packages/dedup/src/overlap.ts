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

type Side = { counted: number; unquoted: number; filled: number; matched: number }

const bitOf = (place: number): number => 1 << (place & (eighths - 1))

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}

const emptySide = (): Side => ({ counted: 0, unquoted: 0, filled: 0, matched: 0 })

function count(side: Side, place: number): void {
  side.counted += 1
  side.filled |= bitOf(place)
  if ((place & quotedBit) === 0) side.unquoted += 1
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Compares two sketches, leaving out hashes that are common to many articles. Linear in their sizes. */
export function overlapOf(first: Sketch, second: Sketch, common: ReadonlySet<number>): Overlap {
  const limit = Math.min(first.rate, second.rate) * 2 ** 32
  const a = emptySide()
  const b = emptySide()
  let matches = 0
  let unquotedMatches = 0
  let i = 0
  let j = 0
  for (;;) {
    const left = nextBelow(first, i, limit)
    const right = nextBelow(second, j, limit)
    if (left === Infinity && right === Infinity) break
    const placeA = first.places[i] ?? 0
    const placeB = second.places[j] ?? 0
    if (left <= right) i += 1
    if (right <= left) j += 1
    if (common.has(Math.min(left, right))) continue
    if (left <= right) count(a, placeA)
    if (right <= left) count(b, placeB)
    if (left !== right) continue
    matches += 1
    a.matched |= bitOf(placeA)
    b.matched |= bitOf(placeB)
    if (((placeA | placeB) & quotedBit) === 0) unquotedMatches += 1
  }
  return {
    matches,
    unquotedMatches,
    unquotedShingles: (unquotedMatches / limit) * 2 ** 32,
    jaccard: ratio(matches, a.counted + b.counted - matches),
    unquotedJaccard: ratio(unquotedMatches, a.unquoted + b.unquoted - unquotedMatches),
    containedFirst: ratio(matches, a.counted),
    containedSecond: ratio(matches, b.counted),
    spreadFirst: ratio(bitCount(a.matched), bitCount(a.filled)),
    spreadSecond: ratio(bitCount(b.matched), bitCount(b.filled)),
    coveredFirst: a.matched | ~a.filled,
    coveredSecond: b.matched | ~b.filled,
  }
}

function nextBelow(sketch: Sketch, index: number, limit: number): number {
  const hash = sketch.hashes[index]
  return hash === undefined || hash >= limit ? Infinity : hash
}
