import type { SubStance } from '@stancewire/contracts'
import { matchAt } from '../phrases/phrase-book.ts'
import type { Token } from '../text/tokens.ts'
import { embeddedSign, type SignOf } from './embedding.ts'
import { isGoverned } from './fixed-outcomes.ts'
import { type Force, FREE, SUB_OF } from './lexicon-books.ts'
import { isNegated } from './negation.ts'
import { bindingOf, polarityOfObject } from './object-polarity.ts'
import { type ReadingInput, turn, wordsOf } from './reading.ts'
import type { SignalList } from './signals.ts'

const SOFT_SUPPORT =
  /^(?:plan|possib|suggest|propos|consider|want|intend|intention|rais|float|hint|allow|agree|call|urg|demand|go|promis|support|back|request|ask|weigh|mull|explor|ey|hope|hop|look|join|thank|stick|commit|would|could|can)/
/** Predicates that need no object to tell a side. */
const SELF_CONTAINED =
  /^(?:vot\w+ .*(?:against|for|yes|favou?r|down)|say\w* .*(?:no|yes)|said .*(?:no|yes)|in favou?r|disagree\w*|distanc\w+|sp[eo]\w+ .*against|come .*against|came .*against|slam\w* .*(?:door|brakes)|shut\w* .*door|no fan of|yes camp|no camp|driving force|at odds with|brush\w* .*|veto\w*|(?:is|are|was|were|be|stands?|remains?|firmly|strongly|dead) .*against|turn\w* .*down|disapprov\w+|objected)$/
/** Verbs that commit to what follows: "vowed to block" is all in "block". */
const COMMITS =
  /^(?:vow|pledg|promis|want|plan|intend|agree|hop|hope|ready|prepared|willing|would like|commit|keen|eager)/
const FORMERLY = /^(?:once|previously|formerly|initially|originally)$/

/** "approved a resolution condemning it", "vowed to block it": the words that follow tell the side. */
function governsOpposition({ tokens, topic }: ReadingInput, words: string, end: number): boolean {
  for (let at = end; at < Math.min(tokens.length, end + 5); at += 1) {
    const word = tokens[at]?.lower ?? ''
    if (/^[.,;:]$/.test(word)) return false
    const opposes = matchAt(FREE, tokens, at)?.value === 'oppose' || matchAt(topic.words, tokens, at)?.value === 'undo'
    if (opposes && (/ing$/.test(word) || (COMMITS.test(words) && at - end < 2))) return true
  }
  return false
}

/** "warned against abandoning it": where the words of undoing end, or null. */
function opposingGerund({ tokens, topic }: ReadingInput, at: number): number | null {
  if (!/ing$/.test(tokens[at]?.lower ?? '')) return null
  const opposing = matchAt(FREE, tokens, at)
  if (opposing?.value === 'oppose') return opposing.end
  const undoing = matchAt(topic.words, tokens, at)
  return undoing?.value === 'undo' ? undoing.end : null
}

/** "support for Norway", "backing the mayor": a person or country, not the proposition, is backed. */
function isElsewhere({ tokens, topic }: ReadingInput, end: number): boolean {
  const at = /^(?:for|to|of|the)$/.test(tokens[end]?.lower ?? '') ? end + 1 : end
  const isName = tokens[at]?.pos === 'PROPN' && tokens[at]?.isCapital === true
  return isName && tokens[at + 1]?.lower !== "'s" && matchAt(topic.words, tokens, at) === null
}

/** What is warned of stands behind the verb; danger from elsewhere tells nothing. */
function bindingFor(input: ReadingInput, force: Force, start: number, end: number, words: string): number {
  if (SELF_CONTAINED.test(words)) return 1
  const { topic, tokens, isAct } = input
  const binding = bindingOf(topic, tokens, start, end, isAct)
  return force === 'warn' && binding < 1 && tokens.length - end > 3 ? 0.3 * binding : binding
}

/** "described the plan to build it as ...": inside somebody's own judgement a noun of support is nobody's stand. */
function isNominal(tokens: readonly Token[], start: number, end: number): boolean {
  if (
    start === 0 ||
    /^(?:of|from)$/.test(tokens[end - 1]?.lower ?? '') ||
    !/^(?:NOUN|ADJ)$/.test(tokens[start]?.pos ?? '')
  )
    return false
  return /^(?:the|a|an|'s|this|that|any|such)$/.test(tokens[start - 1]?.lower ?? '')
}

function subFor(force: Force, by: 1 | -1, negated: boolean): SubStance | null {
  const supports = force === 'support'
  if (negated) return supports ? 'reject' : 'open'
  if (by > 0) return SUB_OF[force]
  return supports ? 'reject' : 'approve'
}

function weightOf(force: Force, words: string, negated: boolean): number {
  if (force !== 'support') return negated ? 1.5 : force === 'warn' ? 1.5 : 2.2
  if (SOFT_SUPPORT.test(words)) return negated ? 1.4 : 1
  return 1.8
}

/** A predicate whose side the words it governs decide: a report or call, or an undoing it warns against. */
function readGoverning(input: ReadingInput, list: SignalList, place: Place, signOf: SignOf): boolean {
  const { force, start, end, negated } = place
  const base = force === 'support' ? 1 : -1
  const embedded = embeddedSign(input.tokens, end, signOf)
  const undoing = force === 'support' || negated ? null : opposingGerund(input, end)
  if (embedded === null && undoing === null) return false
  const polarity = embedded === null ? 1 : turn(base, turn(embedded.sign, negated ? -1 : 1))
  const sub = polarity > 0 ? 'approve' : 'reject'
  list.add({ polarity, weight: 1.8, sub, start, end: embedded?.end ?? undoing ?? end, source: 'predicate' })
  return true
}

/** Support that says nothing of its own: governed by "no plans to", committing to an opposition, or for somebody else. */
function isEmptySupport(input: ReadingInput, list: SignalList, { force, start, end }: Place, words: string): boolean {
  if (force !== 'support') return false
  if (isGoverned(input, list, start, 2) || governsOpposition(input, words, end)) return true
  if (
    list.signals.some(
      (one) => one.sub === 'refuse' && one.source === 'action' && one.start >= end && one.start - end < 2,
    )
  )
    return true
  return /^(?:support|back)/.test(words) && isElsewhere(input, end)
}

type Place = { readonly force: Force; readonly start: number; readonly end: number; readonly negated: boolean }

/** Reads one predicate of support or opposition at `start` to `end` by what it governs and what negates it. */
export function readPredicate(
  input: ReadingInput,
  list: SignalList,
  found: { readonly value: Force; readonly start: number; readonly end: number },
  signOf: SignOf,
): void {
  const { topic, tokens } = input
  const { value: force, start, end } = found
  const words = wordsOf(tokens, start, end)
  const negated = isNegated(tokens, start, list)
  const place: Place = { force, start, end, negated }
  if (readGoverning(input, list, place, signOf) || isEmptySupport(input, list, place, words)) return
  const by = polarityOfObject(topic, tokens, start, end)
  const past = tokens.slice(Math.max(0, start - 2), start).some((token) => FORMERLY.test(token.lower)) ? 0.3 : 1
  const nominal = force === 'support' && isNominal(tokens, start, end) ? 0.3 : 1
  const weight = weightOf(force, words, negated) * bindingFor(input, force, start, end, words) * past * nominal
  const polarity = turn(force === 'support' ? 1 : -1, negated ? turn(by, -1) : by)
  list.add({ polarity, weight, sub: subFor(force, by, negated), start, end, source: 'predicate' })
}
