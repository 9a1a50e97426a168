import { findPhrases } from '../phrases/phrase-book.ts'
import { FIXED, type Force, SUB_OF } from './lexicon-books.ts'
import type { ReadingInput } from './reading.ts'
import type { SignalList } from './signals.ts'

const WEIGHT: Readonly<Partial<Record<Force, number>>> = { open: 3, refuse: 2, no_plans: 2, nothing: 0.5 }

/** Set phrases with one reading: "did not rule out", "no plans", "will not take part", "declined to comment". */
export function readFixed(input: ReadingInput, list: SignalList): void {
  for (const book of FIXED) {
    for (const { start, end, value } of findPhrases(book, input.tokens)) {
      if (!list.isFree(start, end)) continue
      const polarity = value === 'nothing' ? 0 : value === 'open' ? 1 : -1
      list.add({ polarity, weight: WEIGHT[value] ?? 1, sub: SUB_OF[value], start, end, source: 'fixed' })
    }
  }
}

/** Phrases the topic itself names as telling a side. */
export function readReactions(input: ReadingInput, list: SignalList): void {
  for (const { start, end, value } of findPhrases(input.topic.reactions, input.tokens)) {
    if (!list.isFree(start, end)) continue
    const polarity = value === 'support' ? 1 : -1
    list.add({ polarity, weight: 2, sub: polarity > 0 ? 'approve' : 'reject', start, end, source: 'fixed' })
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
