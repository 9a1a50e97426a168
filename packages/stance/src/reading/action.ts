import { findPhrases } from '../phrases/phrase-book.ts'
import type { Token } from '../text/tokens.ts'
import { isGoverned } from './fixed-outcomes.ts'
import { moodOf } from './mood.ts'
import { isNegated } from './negation.ts'
import type { ReadingInput } from './reading.ts'
import type { SignalList } from './signals.ts'

const NEAR = 11
const NEAR_NAME = 6

/** Verbs that undo or exclude the action, near its object or a name for it. */
export function readUndo(input: ReadingInput, list: SignalList): void {
  const { topic, tokens, about } = input
  if (!about.undoFrame) return
  for (const { start, end, value } of findPhrases(topic.words, tokens)) {
    if (value !== 'undo' || !list.isFree(start, end)) continue
    const hasObject = about.objects.some((at) => Math.abs(at - start) < NEAR)
    const hasName = [...about.names, ...about.generic].some((at) => at > start && at - start < NEAR_NAME)
    if (!hasObject && !hasName) continue
    const negated = isNegated(tokens, start, list)
    const sub = negated ? 'approve' : 'reject'
    list.add({ polarity: negated ? 1 : -1, weight: 1.8, sub, start, end, source: 'action' })
  }
}

function hasObject({ tokens, about }: ReadingInput, start: number, end: number): boolean {
  if (about.level >= 2) return true
  if ([...about.objects, ...about.limited].some((at) => Math.abs(at - start) < NEAR + 1)) return true
  return /^(?:them|it|this|one)$/.test(tokens[end]?.lower ?? '')
}

/** "send neither arms nor men", "send nobody". */
function isEmptyHanded(tokens: readonly Token[], end: number): boolean {
  return /^(?:neither|no|none|nobody|nothing|zero)$/.test(tokens[end]?.lower ?? '')
}

/** The action itself, negated or in its mood: "should send", "will not send". */
export function readEnact(input: ReadingInput, list: SignalList): void {
  const { topic, tokens, isAct, isStranger } = input
  for (const { start, end, value } of findPhrases(topic.words, tokens)) {
    if (value !== 'enact' || !list.isFree(start, end) || isGoverned(input, list, start)) continue
    if (!hasObject(input, start, end)) continue
    if (isNegated(tokens, start, list) || isEmptyHanded(tokens, end))
      list.add({ polarity: -1, weight: 2.4, sub: 'refuse', start, end, source: 'action' })
    else if (!(isAct && isStranger))
      list.add({ polarity: 1, ...moodOf(tokens, start, isAct), start, end, source: 'action' })
  }
}

function isDenied(tokens: readonly Token[], object: number): boolean {
  for (let at = object - 1; at >= 0 && object - at < 5; at -= 1) {
    const token = tokens[at]
    if (/^(?:no|not|never|nor)$/.test(token?.lower ?? '')) return true
    if (token?.lower === 'without')
      return !tokens.slice(object).some((one) => /^(?:would|will|could|may|might)$/.test(one.lower))
    if (!/^(?:ADJ|DET|NOUN|PROPN|NUM|PRON)$/.test(token?.pos ?? '')) return false
  }
  return false
}

/** "no ground forces", "not a single tariff": the object itself is denied. */
export function readDeniedObject({ tokens, about, topic }: ReadingInput, list: SignalList): void {
  if (topic.objectPolarity < 0) return
  for (const at of about.objects) {
    if (!list.isFree(at, at + 1) || !isDenied(tokens, at)) continue
    list.add({ polarity: -1, weight: 2, sub: 'reject', start: at, end: at + 1, source: 'action' })
  }
}
