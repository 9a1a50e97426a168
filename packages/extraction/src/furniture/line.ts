/** A line of a page, read once for everything that asks about it. */
export interface Line {
  text: string
  lower: string
  /** Its first words in lower case, `openingLength` at most. */
  opening: string[]
  /** Where each of these words ends in the text. */
  ends: number[]
}

/** No phrase that is known by its opening has more words. */
export const openingLength = 9

const isInRange = (code: number, from: number, to: number): boolean => code >= from && code <= to

/** Letters and digits of every script. A table of punctuation, because a Unicode class on every character is too slow. */
function isWordCode(code: number): boolean {
  if (code < 0x80) return isInRange(code, 97, 122) || isInRange(code, 65, 90) || isInRange(code, 48, 57)
  if (code < 0xc0) return false
  if (code < 0x2000) return code !== 0xd7 && code !== 0xf7
  if (code < 0x3040) return isInRange(code, 0x2c00, 0x2dff) || isInRange(code, 0x3005, 0x3007)
  return code < 0xd800 || isInRange(code, 0xf900, 0xfdff) || isInRange(code, 0xff10, 0xffdc)
}

/** Walks over the words of a text until `visit` says that it has seen enough. */
function walkWords(text: string, visit: (word: string, end: number) => boolean): void {
  let from = -1
  for (let at = 0; at <= text.length; at++) {
    const isWord = at < text.length && isWordCode(text.charCodeAt(at))
    if (isWord && from < 0) from = at
    if (isWord || from < 0) continue
    if (!visit(text.slice(from, at), at)) return
    from = -1
  }
}

export function readLine(text: string): Line {
  const line: Line = { text, lower: text.toLowerCase(), opening: [], ends: [] }
  walkWords(line.lower, (word, end) => {
    line.opening.push(word)
    line.ends.push(end)
    return line.opening.length < openingLength
  })
  return line
}

/** All words of a text in lower case. */
export function wordsIn(text: string): string[] {
  const words: string[] = []
  walkWords(text.toLowerCase(), (word) => words.push(word) > 0)
  return words
}

/** The last word of a text, in lower case. */
export function lastWord(lower: string): string {
  let to = lower.length
  while (to > 0 && !isWordCode(lower.charCodeAt(to - 1))) to--
  let from = to
  while (from > 0 && isWordCode(lower.charCodeAt(from - 1))) from--
  return lower.slice(from, to)
}

/** The first letters and digits of a text in lower case, `most` of them at most. */
export function firstLetters(lower: string, most: number): string {
  let letters = ''
  for (let at = 0; at < lower.length && letters.length < most; at++)
    if (isWordCode(lower.charCodeAt(at))) letters += lower[at]
  return letters
}
