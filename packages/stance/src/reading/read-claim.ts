import type { Stance, SubStance } from '@stancewire/contracts'
import { isSaying } from '../grammar/speech-verbs.ts'
import { findPhrases, matchAt } from '../phrases/phrase-book.ts'
import type { Token } from '../text/tokens.ts'
import type { About } from '../topic/about.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'
import { FIXED, type Force, FREE, SUB_OF } from './lexicon-books.ts'
import { moodOf } from './mood.ts'
import { isNegated } from './negation.ts'
import { bindingOf, polarityOfJudged, polarityOfObject } from './object-polarity.ts'
import { type Signal, SignalList } from './signals.ts'

/** What is read: the words of one claim, how far they are about the topic, and whether they tell an act. */
export type ReadingInput = {
  readonly topic: CompiledTopic
  readonly tokens: readonly Token[]
  readonly about: About
  readonly isAct: boolean
  /** The holder is a country other than the one whose action is in question: what it does itself is no position. */
  readonly isStranger: boolean
}

/** What one claim says of the proposition. `stance` is null where it takes no side. */
export type Reading = {
  readonly stance: Stance | null
  readonly score: number
  readonly plus: number
  readonly minus: number
  readonly signals: readonly Signal[]
  readonly isConditional: boolean
  readonly hasContrast: boolean
  readonly acceptsPart: boolean
  readonly abstains: boolean
}

const FIXED_WEIGHT: Readonly<Partial<Record<Force, number>>> = { open: 3, refuse: 2, no_plans: 2, nothing: 0.5 }
const SOFT_SUPPORT =
  /^(?:plan|possib|suggest|propos|consider|want|intend|intention|rais|float|hint|allow|agree|call|urg|demand|go|promis|support|back|request|ask|weigh|mull|explor|ey|examin|stud|discuss|hope|hop|look|join|thank|stick|pro|commit|would)/
/** Predicates that need no object to tell a side. */
const SELF_CONTAINED =
  /^(?:vot\w+ .*(?:against|for|yes|favou?r|down)|say\w* .*(?:no|yes)|said .*(?:no|yes)|in favou?r|disagree\w*|distanc\w+|sp[eo]\w+ .*against|come .*against|came .*against|slam\w* .*(?:door|brakes)|shut\w* .*door|no fan of|yes camp|no camp|driving force|at odds with|brush\w* .*|veto\w*|(?:is|are|was|were|be|stands?|remains?|firmly|strongly|dead) .*against|turn\w* .*down|disapprov\w+|objected)$/

const textOf = (tokens: readonly Token[], start: number, end: number): string =>
  tokens
    .slice(start, end)
    .map((token) => token.lower)
    .join(' ')

function readFixed(input: ReadingInput, list: SignalList): void {
  for (const book of FIXED) {
    for (const { start, end, value } of findPhrases(book, input.tokens)) {
      if (!list.isFree(start, end)) continue
      const polarity = value === 'nothing' ? 0 : value === 'open' ? 1 : -1
      list.add({ polarity, weight: FIXED_WEIGHT[value] ?? 1, sub: SUB_OF[value], start, end, source: 'fixed' })
    }
  }
}

const turn = (polarity: 1 | -1, by: 1 | -1): 1 | -1 => (polarity === by ? 1 : -1)

/** "support for Norway", "backing the mayor": a person or country, not the proposition, is backed. */
function isElsewhere(input: ReadingInput, end: number): boolean {
  const { tokens, topic } = input
  const at = /^(?:for|to|of|the)$/.test(tokens[end]?.lower ?? '') ? end + 1 : end
  const isName = tokens[at]?.pos === 'PROPN' && tokens[at]?.isCapital === true
  return isName && tokens[at + 1]?.lower !== "'s" && matchAt(topic.words, tokens, at) === null
}

function readPredicate(input: ReadingInput, list: SignalList, force: Force, start: number, end: number): void {
  const { topic, tokens, isAct } = input
  if (force === 'support' && isGoverned(input, list, start, 2)) return
  const words = textOf(tokens, start, end)
  const binding = SELF_CONTAINED.test(words) ? 1 : bindingOf(topic, tokens, start, end, isAct)
  const by = polarityOfObject(topic, tokens, start, end)
  const negated = isNegated(tokens, start, list)
  const base = force === 'support' ? 1 : -1
  if (force === 'support' && /^(?:support|back)/.test(words) && isElsewhere(input, end)) return
  const soft = force === 'warn' || (force === 'support' && SOFT_SUPPORT.test(words))
  const weight = force === 'support' ? (soft ? 1 : 1.8) : soft ? 1.5 : 2.2
  const negatedWeight = force === 'support' ? (soft ? 1.4 : 1.8) : 1.5
  const polarity = turn(base, negated ? turn(by, -1) : by)
  const sub: SubStance | null = negated ? (base > 0 ? 'reject' : 'open') : by < 0 ? (base > 0 ? 'reject' : 'approve') : SUB_OF[force]
  list.add({ polarity, weight: (negated ? negatedWeight : weight) * binding, sub, start, end, source: 'predicate' })
}

function readJudgement(input: ReadingInput, list: SignalList, force: Force, start: number, end: number): void {
  const { topic, tokens, isAct, about } = input
  if (isAct && about.level < 1.5 && !tokens.some((token) => /ing$/.test(token.lower) && isSaying(token.lower))) return
  const binding = Math.max(0.75, bindingOf(topic, tokens, start, end, isAct))
  const by = polarityOfJudged(topic, tokens, start, end)
  const negated = isNegated(tokens, start, list)
  const base = force === 'good' ? 1 : -1
  if (force === 'bad' && negated) {
    list.add({ polarity: 0, weight: 0, sub: null, start, end, source: 'judgement' })
    return
  }
  const weight = (force === 'bad' ? 1.6 : negated ? 1.5 : 1.2) * binding
  const sub: SubStance = base * (negated ? -1 : 1) * by > 0 ? 'should' : force === 'good' ? 'not_needed' : 'warning'
  list.add({ polarity: turn(base, negated ? turn(by, -1) : by), weight, sub, start, end, source: 'judgement' })
}

function readUndo(input: ReadingInput, list: SignalList): void {
  const { topic, tokens, about } = input
  if (!about.undoFrame) return
  for (const { start, end, value } of findPhrases(topic.words, tokens)) {
    if (value !== 'undo' || !list.isFree(start, end)) continue
    const hasTarget =
      about.objects.some((at) => Math.abs(at - start) < 11) ||
      [...about.names, ...about.generic].some((at) => at > start && at - start < 6)
    if (!hasTarget) continue
    const negated = isNegated(tokens, start, list)
    list.add({ polarity: negated ? 1 : -1, weight: 1.8, sub: negated ? 'approve' : 'reject', start, end, source: 'action' })
  }
}

/** A fixed outcome just before governs the action's verb: "no plans to send" has one reading, not two. */
function isGoverned(input: ReadingInput, list: SignalList, at: number, reach = 10): boolean {
  return list.signals.some((signal) => {
    if (signal.weight < 1 || signal.end > at || at - signal.end > reach) return false
    if (signal.source !== 'fixed' && signal.sub !== 'reject') return false
    return !input.tokens.slice(signal.end, at).some((token) => /^(?:[.;:!?,]|but)$/.test(token.lower))
  })
}

function readEnact(input: ReadingInput, list: SignalList): void {
  const { topic, tokens, about, isAct } = input
  for (const { start, end, value } of findPhrases(topic.words, tokens)) {
    if (value !== 'enact' || !list.isFree(start, end) || isGoverned(input, list, start)) continue
    const hasObject = about.objects.some((at) => Math.abs(at - start) < 12) || /^(?:them|it|this|one)$/.test(tokens[end]?.lower ?? '')
    if (!hasObject && about.level < 2) continue
    if (isNegated(tokens, start, list)) list.add({ polarity: -1, weight: 2.4, sub: 'refuse', start, end, source: 'action' })
    else if (!(isAct && input.isStranger)) list.add({ polarity: 1, ...moodOf(tokens, start, isAct), start, end, source: 'action' })
  }
}

function isDenied(tokens: readonly Token[], object: number): boolean {
  for (let at = object - 1; at >= 0 && object - at < 4; at -= 1) {
    const token = tokens[at]
    if (/^(?:no|without|not|never|nor)$/.test(token?.lower ?? '')) return true
    if (!/^(?:ADJ|DET|NOUN|PROPN|NUM|PRON)$/.test(token?.pos ?? '')) return false
  }
  return false
}

/** "no ground forces", "not a single tariff": the object itself is denied. */
function readDeniedObject(input: ReadingInput, list: SignalList): void {
  const { tokens, about, topic } = input
  if (topic.objectPolarity < 0) return
  for (const at of about.objects) {
    if (!list.isFree(at, at + 1)) continue
    if (isDenied(tokens, at)) list.add({ polarity: -1, weight: 2, sub: 'reject', start: at, end: at + 1, source: 'action' })
  }
}

function readFree(input: ReadingInput, list: SignalList, wanted: readonly Force[]): void {
  for (const { start, end, value } of findPhrases(FREE, input.tokens)) {
    if (!wanted.includes(value) || !list.isFree(start, end)) continue
    if (value === 'bad' || value === 'good') readJudgement(input, list, value, start, end)
    else readPredicate(input, list, value, start, end)
  }
}

function readReactions(input: ReadingInput, list: SignalList): void {
  for (const { start, end, value } of findPhrases(input.topic.reactions, input.tokens)) {
    if (!list.isFree(start, end)) continue
    const polarity = value === 'support' ? 1 : -1
    list.add({ polarity, weight: 2, sub: polarity > 0 ? 'approve' : 'reject', start, end, source: 'fixed' })
  }
}

const CONTRAST = /^(?:but|although|though|while|without|yet|however|except|unless)$/
const CONDITION = /^(?:if|provided|unless)$/
const HEDGE = /^(?:could|would|might|should|may)$/
const PART =
  /\b(?:without (?:engaging|crossing|taking part|entering|being|becoming)|(?:and|but) not (?:fighting|combat|for|as)|specific tasks|limited to|stop\w* short of|not what \w+ (?:meant|wanted|had)|no combat|any combat|combat \w+ \w+ excluded|only for|only in|exempt\w*|with exceptions|except for|watered[- ]down|half of it|some of it|in part|partly|partial)\b/

function settle(plus: number, minus: number, list: SignalList, hasContrast: boolean): { stance: Stance | null; score: number } {
  const score = Math.abs(plus - minus)
  if (list.signals.some((signal) => signal.sub === 'open' && signal.source === 'fixed')) return { stance: minus >= 4 ? 'mixed' : 'support', score: 3 }
  if (plus > minus + 0.4) return { stance: 'support', score }
  if (minus > plus + 0.4) return { stance: 'oppose', score }
  const bothStrong = plus > 1 && minus > 1 && list.signals.some((signal) => signal.polarity > 0 && signal.weight >= 1.5)
  return bothStrong && hasContrast ? { stance: 'mixed', score: 1.2 } : { stance: null, score }
}

/** Reads which side the words of one claim take. Linear in their number. */
export function readClaim(input: ReadingInput): Reading {
  const { tokens, about } = input
  const list = new SignalList(tokens)
  readFixed(input, list)
  readReactions(input, list)
  readFree(input, list, ['oppose', 'warn'])
  readUndo(input, list)
  readEnact(input, list)
  readDeniedObject(input, list)
  readFree(input, list, ['bad', 'good', 'support'])
  const has = (pattern: RegExp): boolean => tokens.some((token) => pattern.test(token.lower))
  const isConditional = has(CONDITION) && has(HEDGE)
  if (about.level >= 2 && has(CONDITION) && (has(HEDGE) || has(/^(?:will|'ll|can)$/)))
    list.add({ polarity: 1, weight: 0.8, sub: 'conditional', start: 0, end: 0, source: 'action' })
  const sum = (sign: number): number => list.signals.reduce((total, one) => total + (one.polarity === sign ? one.weight : 0), 0)
  const [plus, minus] = [sum(1), sum(-1)]
  const hasContrast = has(CONTRAST) || /, not |and not |rather than/.test(textOf(tokens, 0, tokens.length))
  const abstains = list.signals.some((one) => one.source === 'fixed' && one.polarity === 0 && isAbstention(tokens, one))
  const settled = abstains ? { stance: null, score: 0 } : settle(plus, minus, list, hasContrast)
  const acceptsPart = about.level >= 1 && (PART.test(textOf(tokens, 0, tokens.length)) || (about.limited.length > 0 && minus > 0))
  return { ...settled, plus, minus, signals: list.signals, isConditional, hasContrast, acceptsPart, abstains }
}

function isAbstention(tokens: readonly Token[], signal: Signal): boolean {
  return /abstain|drawn|clear of|say|comment|fence|side|neutral/.test(textOf(tokens, signal.start, signal.end))
}
