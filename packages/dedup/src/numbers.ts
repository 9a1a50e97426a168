import { stringHash } from './hash.ts'

/** More tell no more about whether two forms state the same facts. */
export const maxNumbers = 64

/** Only so many digits and separators belong to one number; a longer run is cut into several. */
const number = /\p{Nd}(?:[\p{Nd},./-]{0,22}\p{Nd})?/gu

/**
 * The distinct numbers of a text as ascending 32-bit hashes. Of more than {@link maxNumbers} those with the smallest hashes stay, so that two texts keep
 * comparable samples.
 */
export function numbersOf(text: string): Uint32Array {
  const found = new Set<number>()
  for (const match of text.matchAll(number)) found.add(stringHash(match[0].normalize('NFKC').replaceAll(',', '')))
  return Uint32Array.from(found).sort().slice(0, maxNumbers)
}

/** How many numbers both hold, and how many the smaller set holds, over the part of the hash range that both samples cover. */
export function compareNumbers(a: Uint32Array, b: Uint32Array): { readonly common: number; readonly smaller: number } {
  const limit = Math.min(sampledUpTo(a), sampledUpTo(b))
  const inA = new Set(a.filter((value) => value <= limit))
  const inB = b.filter((value) => value <= limit)
  return { common: inB.filter((value) => inA.has(value)).length, smaller: Math.min(inA.size, inB.length) }
}

function sampledUpTo(numbers: Uint32Array): number {
  return numbers.length < maxNumbers ? 0xffffffff : (numbers.at(-1) ?? 0xffffffff)
}
