const size = 4
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u
const token = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{M}\p{N}_]+/gu

/** Words; in scripts that do not set spaces, characters. */
export function tokenize(text: string): string[] {
  const words = text.match(token) ?? []
  return unspaced.test(text) ? words.flatMap((word) => (unspaced.test(word) ? [...word] : [word])) : words
}

/** Runs of four tokens; one run of all where there are fewer. */
export function shingle(tokens: readonly string[]): string[] {
  if (tokens.length <= size) return tokens.length === 0 ? [] : [tokens.join(' ')]
  return tokens.slice(0, tokens.length - size + 1).map((_, at) => tokens.slice(at, at + size).join(' '))
}
