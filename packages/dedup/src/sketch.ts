import { shingleHash } from './hash.ts'
import { numbersOf } from './numbers.ts'
import { readWords, type Words } from './words.ts'

/**
 * What is kept of an article's text to compare it with others: its 32-bit hashes of three words in a row that fall below a threshold, ascending, so
 * that sketches of different rates are comparable below the lower threshold (FracMinHash: Irber et al. 2022, doi:10.1101/2022.01.11.475838).
 */
export type Sketch = {
  /** Ascending, without repeats, all below `rate` × 2³². */
  readonly hashes: Uint32Array
  /** Beside each hash: bits 0 to 2 the eighth of the text where it first stands, bit 3 whether only inside quotation marks. */
  readonly places: Uint8Array
  /** Share of all hashes that is kept: a power of two. */
  readonly rate: number
  /** Words in the text. */
  readonly words: number
  /** Ascending hashes of the distinct numbers in title and text, at most 64. */
  readonly numbers: Uint32Array
}

export const eighths = 8
export const quotedBit = 8

const usualRate = 1 / 8
/** Below this many the estimates scatter too much: shorter texts are sampled more densely. */
const minHashes = 48
/** Bounds a sketch at 10 KB; only texts of more than 16,000 words are sampled more thinly for it. */
const maxHashes = 2_048
const hashRange = 2 ** 32

/** All shingles of the text as `hash × 16 + place`, so that one sort orders them by hash and puts the first unquoted occurrence first. */
function placedShingles({ hashes, isQuoted }: Words): Float64Array {
  const count = Math.max(0, hashes.length - 2)
  const placed = new Float64Array(count)
  for (let at = 0; at < count; at += 1) {
    const hash = shingleHash(hashes[at] ?? 0, hashes[at + 1] ?? 0, hashes[at + 2] ?? 0)
    placed[at] = hash * 16 + Math.floor((at * eighths) / count) + (isQuoted[at + 1] === true ? quotedBit : 0)
  }
  return placed
}

function distinctBelow(placed: Float64Array, rate: number): number[] {
  const limit = rate * hashRange * 16
  const sorted = placed.filter((value) => value < limit).sort()
  const kept: number[] = []
  let last = -1
  for (const value of sorted) {
    const hash = Math.floor(value / 16)
    if (hash !== last) kept.push(value)
    last = hash
  }
  return kept
}

function sampled(placed: Float64Array): { kept: number[]; rate: number } {
  let rate = usualRate
  let kept = distinctBelow(placed, rate)
  while (kept.length < minHashes && rate < 1) {
    rate *= 2
    kept = distinctBelow(placed, rate)
  }
  while (kept.length > maxHashes) {
    rate /= 2
    const limit = rate * hashRange * 16
    kept = kept.filter((value) => value < limit)
  }
  return { kept, rate }
}

/** Sketches a text; the title only adds its numbers. A text of fewer than three words has no hashes. */
export function sketchOf(title: string | null, text: string): Sketch {
  const words = readWords(text)
  const { kept, rate } = sampled(placedShingles(words))
  return {
    hashes: Uint32Array.from(kept, (value) => Math.floor(value / 16)),
    places: Uint8Array.from(kept, (value) => value % 16),
    rate,
    words: words.hashes.length,
    numbers: numbersOf(`${title ?? ''} ${text}`),
  }
}

/** The 32-bit hashes under which a sketch is indexed and looked up: about 80 for an ordinary article, never more than 2,048. */
export function lookupHashes(sketch: Sketch): number[] {
  return [...sketch.hashes]
}
