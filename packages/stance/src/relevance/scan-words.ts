import type { Matchable } from '../phrases/phrase-book.ts'
import { foldUnits } from '../text/fold.ts'

const WORD = /[\p{L}\p{N}]+(?:'[\p{L}]+)?|[.!?…。]/gu
/** "U.S." is one word. */
const DOTTED = /(?<![\p{L}\p{N}])(\p{Lu})\.(?=\p{Lu}\.?(?![\p{L}\p{N}]))/gu
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

/** Whether a word is written in a script that puts no spaces between words. */
export function isSpaceless(word: string): boolean {
  return SPACELESS.test(word)
}

/** Words of a text in any language, cut into sentence-like stretches; possessive endings are dropped. */
export function scanSentences(text: string): Matchable[][] {
  const sentences: Matchable[][] = []
  for (const line of foldUnits(text.replace(DOTTED, '$1')).split('\n')) {
    let words: Matchable[] = []
    for (const [word] of line.matchAll(WORD)) {
      if (/^[.!?…。]$/.test(word)) {
        if (words.length > 0) sentences.push(words)
        words = []
      } else {
        const plain = word.replace(/'s$/i, '')
        words.push({ text: plain, lower: plain.toLowerCase() })
      }
    }
    if (words.length > 0) sentences.push(words)
  }
  return sentences
}
