import { stemsOf } from './stems.ts'

/** A text to be found by its words, in its language. */
export type Stemmable = { readonly number: number; readonly text: string; readonly language: string | null }
/** A text's number, and its stems with a space between each two. */
export type Stemmed = { readonly number: number; readonly stems: string }

/** The stems of one text. */
export function stemmed({ number, text, language }: Stemmable): Stemmed {
  return { number, stems: stemsOf(text, language).join(' ') }
}
