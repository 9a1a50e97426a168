import { foldWord } from './hash.ts'

/** A term of a text and whether it is written like a name. */
export type Term = { readonly term: string; readonly isName: boolean }

const word = /[\p{L}\p{M}\p{N}]{1,64}(?:['’][\p{L}\p{M}]{1,16})?/gu
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const capital = /^\p{Lu}/u
const sentenceStart = /(?:^|[.!?:\n"“„«»”(–—-])\s*$/u

/** Joins the plain inflected forms of English; other languages lose at most a final s. */
function stem(folded: string): string {
  const base = folded.replace(/'s$/, '')
  if (base.length <= 4 || !/^[a-z]+$/.test(base)) return base
  if (base.endsWith('ies')) return `${base.slice(0, -3)}y`
  if (base.endsWith('sses')) return base.slice(0, -2)
  const singular = /[^s]s$/.test(base) ? base.slice(0, -1) : base
  if (singular.length <= 6) return singular
  return singular.replace(/(?:ing|ed)$/, '')
}

function pairsOf(run: string): string[] {
  const characters = [...run]
  if (characters.length < 3) return [run]
  return characters.slice(1).map((character, at) => (characters[at] ?? '') + character)
}

/** The terms of the first `maxWords` words of a text in any script: stemmed words, or pairs of characters where a script writes no spaces. */
export function termsOf(text: string, maxWords: number): Term[] {
  const terms: Term[] = []
  for (const match of text.matchAll(word)) {
    if (terms.length >= maxWords) break
    const found = match[0]
    if (unspaced.test(found)) {
      for (const term of pairsOf(found)) terms.push({ term, isName: false })
      continue
    }
    const isName = capital.test(found) && !sentenceStart.test(text.slice(Math.max(0, match.index - 4), match.index))
    terms.push({ term: stem(foldWord(found)), isName })
  }
  return terms
}
