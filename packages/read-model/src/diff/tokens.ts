// Scripts that write no spaces between words: each character stands for itself.
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const token = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+|\\s+|[^]`, 'gu')
const word = /[\p{L}\p{N}]/u

/** A text as words, spaces and single signs; joined they are the text again. Linear in its length. */
export function tokensOf(text: string): string[] {
  return text.match(token) ?? []
}

/** A text as its paragraphs, each with the empty lines behind it; joined they are the text again. */
export function paragraphsOf(text: string): string[] {
  return text.match(/[^\n]+\n*|\n+/g) ?? []
}

/** How many words a text has. */
export function countWords(text: string): number {
  return tokensOf(text).filter((some) => word.test(some)).length
}
