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

type Stem = (word: string) => readonly string[]

const wordCharsMax = 40
const wantedMax = 12
// A language's words that are met all the time: some 10 MB of them.
const rememberedMax = 60_000

// The stemmers are those of the Snowball project (Porter 2001).
const stemmers: ReadonlyMap<string, Stem> = new Map(
  Object.entries({
    de: german,
    en: english,
    es: spanish,
    fr: french,
    it: italian,
    pt: portuguese,
    ru: russian,
    uk: ukrainian,
  }).map(([language, stem]) => [language, remembering(bothWays(stem))]),
)
const asTheyAre: Stem = (word) => nonEmpty(bare(word))

/** The stems of a text's words, each once, in the order of their first appearance. Other languages' words stand as they are. */
export function stemsOf(text: string, language: string | null): string[] {
  const stem = stemmers.get(language?.slice(0, 2) ?? '') ?? asTheyAre
  const words = new Set(wordsOf(text))
  const stems = new Set<string>()
  for (const word of words) for (const found of stem(word)) stems.add(found)
  return [...stems]
}

/** What to look for, whatever language the search is in; empty where it holds no word. */
export function wantedIn(search: string): Wanted {
  const words = [...new Set(wordsOf(search))].slice(0, wantedMax)
  const all = [asTheyAre, ...stemmers.values()]
  return words.map((word) => [...new Set(all.flatMap((stem) => stem(word)))]).filter((stems) => stems.length > 0)
}

/** A word's stem, and that of the word without its accents: a stemmer that knows them takes the two for different ones. */
function bothWays(stem: (word: string) => string): Stem {
  return (word) => {
    const plain = bare(word)
    return plain === word ? nonEmpty(bare(stem(word))) : nonEmpty(bare(stem(word)), bare(stem(plain)))
  }
}

/** Most words of a text stood in the one before. */
function remembering(stem: Stem): Stem {
  const known = new Map<string, readonly string[]>()
  return (word) => {
    const before = known.get(word)
    if (before) return before
    if (known.size >= rememberedMax) known.clear()
    const found = stem(word)
    known.set(word, found)
    return found
  }
}

function nonEmpty(...stems: readonly string[]): string[] {
  return stems.filter((stem) => stem !== '')
}

function wordsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.map((word) => (word.length > wordCharsMax ? word.slice(0, wordCharsMax) : word))
}

/** Without accents: who searches often leaves them out. */
function bare(word: string): string {
  return /^[a-z0-9]+$/.test(word) ? word : word.normalize('NFD').replaceAll(/[^\p{L}\p{N}]/gu, '')
}
