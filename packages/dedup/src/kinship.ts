import { minOwnWords } from './fingerprint.ts'
import { compareNumbers } from './numbers.ts'
import type { Overlap } from './overlap.ts'
import { eighths, type Sketch } from './sketch.ts'

/** Thresholds measured on generated edits and on pairs of real articles labelled by reading. */
const surelyNear = 0.75
const near = { jaccard: 0.2, unquotedJaccard: 0.2, spread: 0.75, matches: 6 }
const truncated = { contained: 0.75, ofLonger: 0.2 }
const partial = { matches: 2, shingles: 12, contained: 0.5 }
const numbers = { enough: 3, agreeing: 0.5 }

export type Kinship = { readonly relation: 'near' | 'partial'; readonly similarity: number; readonly weight: number }

/** The same text through and through: much in common, and in all parts of both texts, not only in what was quoted. */
function isSameText(overlap: Overlap): boolean {
  if (overlap.jaccard >= surelyNear) return true
  return (
    overlap.jaccard >= near.jaccard &&
    overlap.unquotedJaccard >= near.unquotedJaccard &&
    overlap.matches >= near.matches &&
    Math.min(overlap.spreadFirst, overlap.spreadSecond) >= near.spread
  )
}

/** One text is the beginning of the other: its matches fill the start of the longer one. A full text inside another does not. */
function isBeginning(overlap: Overlap): boolean {
  const { containedFirst, containedSecond } = overlap
  const ofLonger = Math.min(containedFirst, containedSecond)
  if (Math.max(containedFirst, containedSecond) < truncated.contained || ofLonger < truncated.ofLonger) return false
  const covered = containedFirst < containedSecond ? overlap.coveredFirst : overlap.coveredSecond
  const start = (1 << Math.max(1, Math.round(ofLonger * eighths * 0.8))) - 1
  return (covered & start) === start
}

/** Recurring forms (market reports, results) share their wording and differ in their figures. */
function hasOtherNumbers(first: Sketch, second: Sketch): boolean {
  const { common, smaller } = compareNumbers(first.numbers, second.numbers)
  return smaller >= numbers.enough && common / smaller < numbers.agreeing
}

/** Low on purpose: a sketch cannot tell a sentence from scattered names, so this is a suspicion that the texts have to confirm. */
function isReuse(overlap: Overlap): boolean {
  if (overlap.unquotedMatches < partial.matches) return false
  if (overlap.unquotedShingles >= partial.shingles) return true
  const contained = Math.max(overlap.containedFirst, overlap.containedSecond)
  return contained >= partial.contained && overlap.unquotedMatches >= overlap.matches / 2
}

/** What two texts are to each other, or null. `isFarApart` rules out that one is an edit of the other. */
export function kinshipOf(first: Sketch, second: Sketch, overlap: Overlap, isFarApart: boolean): Kinship | null {
  const contained = Math.max(overlap.containedFirst, overlap.containedSecond)
  const isShort = Math.min(first.words, second.words) < minOwnWords
  if (!isShort && (isSameText(overlap) || isBeginning(overlap))) {
    if (isFarApart || hasOtherNumbers(first, second)) return null
    return { relation: 'near', similarity: overlap.jaccard, weight: overlap.jaccard }
  }
  if (!isReuse(overlap)) return null
  return { relation: 'partial', similarity: contained, weight: overlap.unquotedShingles }
}
