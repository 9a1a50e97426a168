/** The words of a line in lower case, by white space and common punctuation: an approximation in one pass, as every block of a page is cut into words. */
export function cutWords(lower: string): string[] {
  const words: string[] = []
  let from = -1
  for (let at = 0; at < lower.length; at++) {
    const isLetter = isWordCode(lower.charCodeAt(at))
    if (isLetter && from < 0) from = at
    if (!isLetter && from >= 0) {
      words.push(lower.slice(from, at))
      from = -1
    }
  }
  if (from >= 0) words.push(lower.slice(from))
  return words
}

function isWordCode(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba
  // General punctuation, and the punctuation of Chinese and Japanese.
  return !(
    (code >= 0x2000 && code <= 0x206f) ||
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0xff00 && code <= 0xff0f)
  )
}
