import type { Matchable } from '../phrases/phrase-book.ts'
import { compilePhrases, matchAt } from '../phrases/phrase-book.ts'
import type { SignalList } from './signals.ts'

type Reach = 'word' | 'clause'

/** Negators: most reach four words, quantifiers two, "deny" and "refuse" to the end of their clause. */
const NEGATORS = compilePhrases<Reach>([
  ...[
    "not|never|no|cannot|neither|nor|without|hardly|n't|barely|scarcely|far from|no longer|anything but|stop_ short of|fail_ to|avoid_|avoid|absence of|lack of|lack_|instead of|rather than|nothing|none|nobody|against",
  ].flatMap((list) => list.split('|').map((entry): [string, Reach] => [entry, 'word'])),
  ...'refuse_|refusal to|decline_ to|deny_|denial|unwilling|unwillingness|reluctant|reluctance'
    .split('|')
    .map((entry): [string, Reach] => [entry, 'clause']),
  ["not|n't|never ..1 believe|think|want|agree|feel|see|accept|consider|expect|persuaded|convinced", 'clause'],
])
const SHORT_REACH = /^(?:nothing|none|nobody|against|rather|instead)$/
const BARRIER = /^(?:[.;:!?]|but|which|who|while|although|though|because|unless|whereas)$/
const CLAUSE_WORDS = 11

/** Whether the word at `at` stands under an odd number of negators in its clause. */
export function isNegated(tokens: readonly Matchable[], at: number, list: SignalList): boolean {
  let count = 0
  for (let before = at - 1; before >= 0 && at - before <= CLAUSE_WORDS; before -= 1) {
    const token = tokens[before]
    if (token === undefined || BARRIER.test(token.lower)) break
    const match = matchAt(NEGATORS, tokens, before)
    if (match === null || before + 1 > at || !list.isFree(match.start, Math.min(at, match.end))) continue
    const between = Math.max(0, at - match.end)
    const reach = match.value === 'clause' ? CLAUSE_WORDS : SHORT_REACH.test(token.lower) ? 2 : 4
    if (between <= reach) count += 1
  }
  return count % 2 === 1
}
