import { grammaticalWords, newsWords } from './common-words.ts'

/** In how many of the articles seen so far each term stands. */
export type TermFrequencies = {
  readonly documents: number
  count(term: string): number
}

/**
 * Articles that the expectation below stands for. With few articles seen, or all on one topic, their own frequencies say nothing about
 * how telling a word is; this many have to come in before what was seen outweighs what is expected.
 */
const expectedDocuments = 1_000
const expectedNewsShare = 0.12
/** Short words are frequent in every language. */
const expectedShares: readonly number[] = [0.2, 0.2, 0.1, 0.02, 0.006]
const expectedRareShare = 0.001

function expectedShare(term: string): number {
  if (newsWords.has(term)) return expectedNewsShare
  return expectedShares[term.length] ?? expectedRareShare
}

/** True for words that no story can be recognised by. */
export function isGrammatical(term: string): boolean {
  return grammaticalWords.has(term) || (term.length < 2 && term < '\u2e80')
}

/** Inverse document frequency of a term: expectation and observation as one collection; never negative. */
export function rarity(term: string, frequencies: TermFrequencies): number {
  const documents = expectedDocuments + frequencies.documents
  const holding = expectedDocuments * expectedShare(term) + frequencies.count(term)
  return Math.max(0, Math.log((documents + 1) / (holding + 0.5)))
}

/** No article seen yet: what is expected alone counts. */
export const nothingSeen: TermFrequencies = { documents: 0, count: () => 0 }
