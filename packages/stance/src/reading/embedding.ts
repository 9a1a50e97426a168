import { nounForms } from '../phrases/inflection.ts'
import type { Token } from '../text/tokens.ts'

/** Which side some words take by themselves, or null. */
export type SignOf = (from: number, to: number) => 1 | -1 | null

const REPORTED = new Set(
  'claim fear concern worry warning criticism objection accusation suggestion argument assertion report call demand decision move attempt effort bid campaign resolution petition plea appeal request idea notion proposal plan push threat promise pledge vote motion'
    .split(' ')
    .flatMap(nounForms),
)
const BEFORE_NOUN = /^(?:DET|ADJ|NOUN|PROPN|PRON|NUM|PART)$/
const OPENS = /^(?:to|that|of|for|against|about)$/

function reportedNounAfter(tokens: readonly Token[], end: number): number {
  for (let at = end; at < Math.min(tokens.length, end + 6); at += 1) {
    const token = tokens[at]
    if (token === undefined) return -1
    if (REPORTED.has(token.lower) && OPENS.test(tokens[at + 1]?.lower ?? '')) return at
    if (!BEFORE_NOUN.test(token.pos) || token.lower === 'to') return -1
  }
  return -1
}

const FEELS = /^(?:glad|pleased|happy|delighted|relieved|grateful)$/

/** "glad that ...", "pleased, she said, that ...": the feeling is about what follows "that", whose place is returned. */
function feelingThat(tokens: readonly Token[], end: number): number {
  if (!tokens.slice(Math.max(0, end - 2), end).some((token) => FEELS.test(token.lower))) return -1
  for (let at = end - 1; at < Math.min(tokens.length, end + 12); at += 1) {
    if (tokens[at]?.lower === 'that') return at
    if (/^[.;:]$/.test(tokens[at]?.text ?? '')) return -1
  }
  return -1
}

function endOfClause(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length; at += 1)
    if (/^(?:[.,;:!?—–]|but|and|while|as)$/.test(tokens[at]?.lower ?? '')) return at
  return tokens.length
}

/**
 * "rejected calls to scrap it", "dismissed claims that it would do harm": the side of what the predicate governs, for
 * the predicate to keep or turn. Null where it governs no such thing or that takes no side.
 */
export function embeddedSign(
  tokens: readonly Token[],
  end: number,
  signOf: SignOf,
): { sign: 1 | -1; end: number } | null {
  const feeling = feelingThat(tokens, end)
  const noun = feeling >= 0 ? feeling : reportedNounAfter(tokens, end)
  if (noun < 0) return null
  const to = endOfClause(tokens, noun + 1)
  if (to - noun < 3) return null
  const sign = signOf(noun + 1, to)
  return sign === null ? null : { sign, end: to }
}
