import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian'

/** What a search asks for: of each of its words one stem or another. */
export type Wanted = readonly (readonly string[])[]

// The stemmers are those of the Snowball project (Porter 2001).
const stemmers: Readonly<Record<string, (word: string) => string>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
  ru: russian,
  uk: ukrainian,
}
const wordCharsMax = 40
const wantedMax = 12

/** The stems of a text's words, each once, in the order of their first appearance. Other languages' words stand as they are. */
export function stemsOf(text: string, language: string | null): string[] {
  const stem = stemmers[language?.slice(0, 2) ?? ''] ?? ((word: string) => word)
  return unique([...new Set(wordsOf(text))].flatMap((word) => bothWays(word, stem)))
}

/** What to look for, whatever language the search is in; empty where it holds no word. */
export function wantedIn(search: string): Wanted {
  const words = [...new Set(wordsOf(search))].slice(0, wantedMax)
  return words.map((word) => unique([bare(word), ...Object.values(stemmers).flatMap((stem) => bothWays(word, stem))]))
}

/** A word's stem, and that of the word without its accents: a stemmer that knows them takes the two for different ones. */
function bothWays(word: string, stem: (word: string) => string): string[] {
  const plain = bare(word)
  return plain === word ? [bare(stem(word))] : [bare(stem(word)), bare(stem(plain))]
}

function unique(stems: readonly string[]): string[] {
  return [...new Set(stems)].filter((stem) => stem !== '')
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).map((word) => word.slice(0, wordCharsMax))
}

/** Without accents: who searches often leaves them out. */
function bare(word: string): string {
  return word.normalize('NFD').replaceAll(/[^\p{L}\p{N}]/gu, '')
}
