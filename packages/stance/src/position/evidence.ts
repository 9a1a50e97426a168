import type { JudgedClaim } from './judge-claims.ts'

/** The words that show a position, with offsets into the text they stand in. */
export type Evidence = {
  readonly quote: string
  readonly start: number
  readonly end: number
  readonly inTitle: boolean
}

const LONGEST = 400

/** The end of the last word that fits. */
function clip(text: string, start: number, end: number): number {
  if (end - start <= LONGEST) return end
  const space = text.lastIndexOf(' ', start + LONGEST)
  return space > start ? space : start + LONGEST
}

/** The sentence of a claim, or the part of a very long one that holds the claim's words. */
export function evidenceOf(one: JudgedClaim, text: string): Evidence {
  const { sentence, tokens } = one.claim
  const isLong = sentence.end - sentence.start > LONGEST
  const from = isLong ? Math.max(sentence.start, Math.min(...tokens.map((token) => token.start))) : sentence.start
  const end = clip(text, from, sentence.end)
  return { quote: text.slice(from, end), start: from, end, inTitle: sentence.inTitle }
}
