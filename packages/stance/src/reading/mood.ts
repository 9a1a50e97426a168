import type { SubStance } from '@stancewire/contracts'
import type { Token } from '../text/tokens.ts'

/** How the action's verb is put: what it tells for the proposition when nothing negates it. */
export type Mood = { readonly weight: number; readonly sub: SubStance | null }

const OUGHT = /^(?:should|must|ought|needs?|time)$/
const COMMITTED =
  /^(?:will|ready|prepared|willing|plans?|intends?|wants?|agreed|decided|voted|has|have|had|going|determined|set|vowed|pledged|about|due|moved|began|started|continues?|proposes?|proposed)$/
const POSSIBLE = /^(?:would|'ll|'d|shall|may|might|could|can|able|let|to|consider|considering)$/
const STOP = /^(?:[.;:!?]|but)$/

function wordsBefore(tokens: readonly Token[], at: number, count: number): string[] {
  const words: string[] = []
  for (let before = at - 1; before >= 0 && at - before <= count; before -= 1) {
    const word = tokens[before]?.lower ?? ''
    if (STOP.test(word)) break
    words.push(word)
  }
  return words
}

/** "the plan to send": only talk of the action. */
function isDefiniteNoun(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.pos !== 'NOUN') return false
  return tokens.slice(Math.max(0, at - 2), at).some((token) => /^(?:the|a|an|this|that|any|such)$/.test(token.lower))
}

/** "Send them," at the start of a quotation. */
function isImperative(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.quoted === true &&
    /^(?:["',.]|so|then|just)$/.test(tokens[at - 1]?.lower ?? '"') &&
    tokens[at]?.lemma === tokens[at]?.lower
  )
}

/** Reads the mood of the action's verb at `at`. In narration, an act done or resolved on weighs more than one talked of. */
export function moodOf(tokens: readonly Token[], at: number, isAct: boolean): Mood {
  const before = wordsBefore(tokens, at, 6)
  if (
    before.some((word) => OUGHT.test(word)) ||
    (before.includes('have') && before.includes('to')) ||
    before.slice(0, 3).includes('let')
  )
    return { weight: 1.6, sub: 'should' }
  if (tokens[at - 1]?.lower === 'to' && isDefiniteNoun(tokens, at - 2))
    return { weight: isAct ? 0.5 : 0.15, sub: 'willing' }
  if (before.slice(0, 3).includes('whether')) return { weight: 0, sub: null }
  if (!isAct && isImperative(tokens, at)) return { weight: 1.6, sub: 'should' }
  const near = before
    .slice(0, 3)
    .filter((word, index) => !(/^plans?$/.test(word) && /^(?:the|a|'s|this|that|any)$/.test(before[index + 1] ?? '')))
  if (isAct && near.some((word) => COMMITTED.test(word))) return { weight: 1.6, sub: 'willing' }
  if (near.some((word) => COMMITTED.test(word) || POSSIBLE.test(word))) return { weight: 0.7, sub: 'willing' }
  return isAct ? { weight: 1, sub: 'willing' } : { weight: 0.15, sub: null }
}
