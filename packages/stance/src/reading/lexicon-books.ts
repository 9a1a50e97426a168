import type { SubStance } from '@stancewire/contracts'
import { compilePhrases, type PhraseBook } from '../phrases/phrase-book.ts'
import { BAD, GOOD, NO_PLANS, NOTHING, OPEN, OPPOSE, REFUSE, SUPPORT, WARN } from './lexicon.ts'

/** What a phrase of debate does. */
export type Force = 'open' | 'refuse' | 'no_plans' | 'nothing' | 'oppose' | 'warn' | 'support' | 'bad' | 'good'

const entries = (list: string, force: Force): [string, Force][] =>
  list
    .split(/[;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => [entry, force])

/** Fixed outcomes, read before everything else, in this order of precedence. */
export const FIXED: readonly PhraseBook<Force>[] = [
  compilePhrases(entries(NOTHING, 'nothing')),
  compilePhrases(entries(OPEN, 'open')),
  compilePhrases([...entries(REFUSE, 'refuse'), ...entries(NO_PLANS, 'no_plans')]),
]

/** Predicates and judgements; the longest phrase wins whatever it does. */
export const FREE: PhraseBook<Force> = compilePhrases([
  ...entries(OPPOSE, 'oppose'),
  ...entries(WARN, 'warn'),
  ...entries(SUPPORT, 'support'),
  ...entries(BAD, 'bad'),
  ...entries(GOOD, 'good'),
])

/** The sub-label a phrase suggests. */
export const SUB_OF: Readonly<Record<Force, SubStance | null>> = {
  open: 'open',
  refuse: 'refuse',
  no_plans: 'no_plans',
  nothing: null,
  oppose: 'reject',
  warn: 'warning',
  support: 'approve',
  bad: 'warning',
  good: 'should',
}
