import { english } from './english.ts'
import { french } from './french.ts'
import type { FurnitureWords } from './furniture-words.ts'
import { german } from './german.ts'
import { italian } from './italian.ts'
import { polish } from './polish.ts'
import { portuguese } from './portuguese.ts'
import { russian } from './russian.ts'
import { spanish } from './spanish.ts'
import { ukrainian } from './ukrainian.ts'

/** The words of all languages. A new language is a new file beside these, and a row here. */
export const languages = {
  en: english,
  fr: french,
  de: german,
  es: spanish,
  it: italian,
  pt: portuguese,
  pl: polish,
  uk: ukrainian,
  ru: russian,
} satisfies Record<string, FurnitureWords>

/** One field of all languages. */
export function inAllLanguages<T>(field: (words: FurnitureWords) => T): T[] {
  return Object.values(languages).map(field)
}
