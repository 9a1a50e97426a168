import { findPhrases } from '../phrases/phrase-book.ts'
import type { Token } from '../text/tokens.ts'
import { FIXED, type Force, SUB_OF } from './lexicon-books.ts'
import type { ReadingInput } from './reading.ts'
import type { SignalList } from './signals.ts'

const WEIGHT: Readonly<Partial<Record<Force, number>>> = { open: 3, refuse: 2, no_plans: 2, nothing: 0.5 }

/** "so that we do not have to go": spared is not refused. */
const isFreed = (tokens: readonly Token[], start: number, end: number): boolean =>
  tokens.slice(start, end).some((token, at, all) => /^(?:have|need)$/.test(token.lower) && all[at + 1]?.lower === 'to')

const polarityOf = (force: Force): -1 | 0 | 1 => (force === 'nothing' ? 0 : force === 'open' ? 1 : -1)

/** Set phrases with one reading: "did not rule out", "no plans", "will not take part", "declined to comment". */
export function readFixed(input: ReadingInput, list: SignalList): void {
  for (const book of FIXED) {
    for (const { start, end, value } of findPhrases(book, input.tokens)) {
      const isSpared = value === 'refuse' && isFreed(input.tokens, start, end)
      if (isSpared || !list.isFree(start, end)) continue
      list.add({
        polarity: polarityOf(value),
        weight: WEIGHT[value] ?? 1,
        sub: SUB_OF[value],
        start,
        end,
        source: 'fixed',
      })
    }
  }
}

const STATES = /^(?:no|not|never|nothing|none|cannot|must|should|is|are|be|un\w{4,})$/

/** Phrases the topic itself names as telling a side; a mere thing ("a price war") that somebody does is no view of it. */
export function readReactions(input: ReadingInput, list: SignalList): void {
  for (const { start, end, value } of findPhrases(input.topic.reactions, input.tokens)) {
    if (!list.isFree(start, end)) continue
    const isThing = !input.tokens.slice(start, end).some((token) => STATES.test(token.lower) || token.pos === 'VERB')
    if (isThing && input.isAct) continue
    const polarity = value === 'support' ? 1 : -1
    const sub = polarity > 0 ? 'approve' : isThing ? 'warning' : 'reject'
    list.add({ polarity, weight: 2, sub, start, end, source: 'fixed' })
  }
}

/** Whether a fixed outcome just before governs what stands at `at`: "no plans to send" has one reading, not two. */
export function isGoverned(input: ReadingInput, list: SignalList, at: number, reach = 10): boolean {
  return list.signals.some((signal) => {
    if (signal.weight < 1 || signal.end > at || at - signal.end > reach) return false
    if (signal.source !== 'fixed' && signal.sub !== 'reject') return false
    return !input.tokens.slice(signal.end, at).some((token) => /^(?:[.;:!?,]|but)$/.test(token.lower))
  })
}
