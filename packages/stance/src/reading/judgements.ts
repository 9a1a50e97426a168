import type { SubStance } from '@stancewire/contracts'
import { isSaying } from '../grammar/speech-verbs.ts'
import { matchAt } from '../phrases/phrase-book.ts'
import { type Force, FREE } from './lexicon-books.ts'
import { isNegated } from './negation.ts'
import { bindingOf, polarityOfJudged } from './object-polarity.ts'
import { type ReadingInput, turn } from './reading.ts'
import type { SignalList } from './signals.ts'

const COPULA = /^(?:would|will|is|was|be|are|were|makes?|risks?|could|means?)$/

/** In narration only judgements about the topic itself count, or those somebody is told to have passed. */
function counts({ isAct, tokens }: ReadingInput): boolean {
  if (!isAct) return true
  return tokens.some((token) => /ing$/.test(token.lower) && isSaying(token.lower))
}

/** Reads one judgement, good or bad, by what is judged and what negates it. */
export function readJudgement(input: ReadingInput, list: SignalList, force: Force, start: number, end: number): void {
  if (!counts(input)) return
  const { topic, tokens, isAct } = input
  const negated = isNegated(tokens, start, list)
  if (force === 'bad' && negated) {
    list.add({ polarity: 0, weight: 0, sub: null, start, end, source: 'judgement' })
    return
  }
  const by = polarityOfJudged(topic, tokens, start, end)
  const base = force === 'good' ? 1 : -1
  const polarity = turn(base, negated ? turn(by, -1) : by)
  const binding = Math.max(0.75, bindingOf(topic, tokens, start, end, isAct))
  const weight = (force === 'bad' ? 1.6 : negated ? 1.5 : 1.2) * binding
  const sub: SubStance = polarity > 0 ? 'should' : force === 'good' ? 'not_needed' : 'warning'
  list.add({ polarity, weight, sub, start, end, source: 'judgement' })
}

function isUndoing({ topic, tokens }: ReadingInput, at: number): boolean {
  if (!/ing$/.test(tokens[at]?.lower ?? '')) return false
  if (!/^(?:that|said|says|believes?|["',:]|and|but|however)$/.test(tokens[at - 1]?.lower ?? '"')) return false
  return matchAt(topic.words, tokens, at)?.value === 'undo' || matchAt(FREE, tokens, at)?.value === 'oppose'
}

function judgementAfter({ tokens }: ReadingInput, from: number): { end: number; isBad: boolean } | null {
  let linked = false
  for (let at = from; at < Math.min(tokens.length, from + 14); at += 1) {
    if (/^[.,;:]$/.test(tokens[at]?.lower ?? '')) return null
    linked ||= COPULA.test(tokens[at]?.lower ?? '')
    const match = linked ? matchAt(FREE, tokens, at) : null
    if (match?.value === 'bad' || match?.value === 'good') return { end: match.end, isBad: match.value === 'bad' }
  }
  return null
}

/** "Scrapping it would be a mistake": the undoing is what is judged, and it is no predicate of its own. */
export function readJudgedUndoing(input: ReadingInput, list: SignalList): void {
  for (let at = 0; at < input.tokens.length; at += 1) {
    if (!isUndoing(input, at)) continue
    const judgement = judgementAfter(input, at + 1)
    if (judgement === null) continue
    const polarity = judgement.isBad ? 1 : -1
    list.add({
      polarity,
      weight: 2,
      sub: polarity > 0 ? 'should' : 'reject',
      start: at,
      end: judgement.end,
      source: 'judgement',
    })
  }
}
