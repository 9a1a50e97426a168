import { wordHash } from './hash.ts'
import { makeQuoteTracker } from './quotes.ts'

/** The words of a text as parallel lists: 32-bit hashes, where each stands (UTF-16 offsets), and whether it stands inside quotation marks. */
export type Words = {
  readonly hashes: readonly number[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly isQuoted: readonly boolean[]
}

/** A word with its inner apostrophes and invisible joiners, or one of the marks that open or close speech, or the end of a line. */
const token =
  /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\u00AD\u200B-\u200D\u2060]*(?:['’‘`´ʼ][\p{L}\p{M}]+)*|["“”„«»「」『』\n]/gu

/** Scripts that write no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Characters taken together as one word where a script writes no spaces. */
const window = 3

/**
 * Reads the words of a text in any script. Scripts without spaces give one word for every three characters in a row, overlapping.
 * Time and memory grow linearly with the text.
 */
export function readWords(text: string): Words {
  const hashes: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  const isQuoted: boolean[] = []
  const quotes = makeQuoteTracker()
  const add = (start: number, end: number): void => {
    hashes.push(wordHash(text, start, end))
    starts.push(start)
    ends.push(end)
    isQuoted.push(quotes.isInside())
  }
  for (const match of text.matchAll(token)) {
    const found = match[0]
    const start = match.index
    const end = start + found.length
    if (quotes.read(found)) continue
    if (!unspaced.test(found)) add(start, end)
    else for (let at = start; at === start || at + window <= end; at += 1) add(at, Math.min(at + window, end))
  }
  return { hashes, starts, ends, isQuoted }
}
