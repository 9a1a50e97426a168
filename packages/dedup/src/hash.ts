/** Longer words are told apart by their beginning: nobody writes them, but a page can hold a megabyte without a space. */
const maxWordLength = 64

const fnvOffset = 0x811c9dc5
const fnvPrime = 0x01000193

/** Spreads the bits of a 32-bit number over all of them; a bijection. */
function mix(value: number): number {
  let h = value ^ (value >>> 16)
  h = Math.imul(h, 0x7feb352d)
  h ^= h >>> 15
  h = Math.imul(h, 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

function hashUnits(text: string, start: number, end: number): number {
  let h = fnvOffset
  for (let at = start; at < end; at += 1) h = Math.imul(h ^ text.charCodeAt(at), fnvPrime)
  return mix(h)
}

/** A 32-bit hash of a whole string (FNV-1a with a final mix). */
export function stringHash(text: string): number {
  return hashUnits(text, 0, text.length)
}

/** The form in which words are compared: NFKC, lower case, one kind of apostrophe, no invisible joiners. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u00AD\u200B-\u200D\u2060]/g, '')
    .replace(/[’‘`´ʼ]/g, "'")
}

/** The hash of the folded word at `start` to `end` of a text. */
export function wordHash(text: string, start: number, end: number): number {
  const stop = Math.min(end, start + maxWordLength)
  let h = fnvOffset
  for (let at = start; at < stop; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit > 127 || unit === 96) return stringHash(foldWord(text.slice(start, stop)))
    h = Math.imul(h ^ (unit >= 65 && unit <= 90 ? unit + 32 : unit), fnvPrime)
  }
  return mix(h)
}

/** The hash of three words in a row. */
export function shingleHash(first: number, second: number, third: number): number {
  let h = mix(0x9e3779b9 + first)
  h = mix((Math.imul(h, 31) + second) | 0)
  return mix((Math.imul(h, 31) + third) | 0)
}
