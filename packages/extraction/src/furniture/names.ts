import { phrasesOf, wordsOfLists } from './phrases.ts'
import { agencies } from './words/agencies.ts'
import { inAllLanguages } from './words/languages.ts'

const agencyNames: ReadonlySet<string> = new Set(phrasesOf(agencies))
const agencyWords = wordsOfLists([agencies])
const joining = wordsOfLists([
  ...inAllLanguages((words) => words.bylines.joining),
  'van, der, den, bin, ibn, al, el, via, par, por, by, von',
])
const separators = /[\s,;/|&·•+()-]+/
const capital = /^["'“„«]?[\p{Lu}\p{Lt}\p{Lo}\d@©]/u

/** How many of the words are names, or -1 when any word is neither a name, nor stands between names, nor may stand beside them. */
export function countNames(text: string, isBeside: (word: string) => boolean = () => false): number {
  let names = 0
  for (const word of text.split(separators)) {
    if (word === '') continue
    const lower = word.toLowerCase().replace(/[.:’']/g, '')
    if (capital.test(word) || agencyWords.has(lower)) names++
    else if (!joining.has(lower) && !isBeside(lower)) return -1
  }
  return names
}

/** Whether a text names one or several agencies and nothing else. */
export function isAgencies(text: string): boolean {
  const parts = text.toLowerCase().split(/[/,|&·]| and | und | et | y | e | i | та | и /)
  return parts.every((part) => agencyNames.has(part.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()))
}
