import type { Stance } from '@stancewire/contracts'
import { findPhrases } from '../phrases/phrase-book.ts'
import type { Token } from '../text/tokens.ts'
import { gradeAbout } from '../topic/about.ts'
import { readDeniedObject, readEnact, readUndo } from './action.ts'
import type { SignOf } from './embedding.ts'
import { readFixed, readReactions } from './fixed-outcomes.ts'
import { readJudgedUndoing, readJudgement } from './judgements.ts'
import { type Force, FREE } from './lexicon-books.ts'
import { withoutOthers } from './others.ts'
import { readPredicate } from './predicates.ts'
import { type Reading, type ReadingInput, wordsOf } from './reading.ts'
import { type Signal, SignalList } from './signals.ts'

const CONTRAST = /^(?:but|although|though|while|without|yet|however|except|unless)$/
const CONTRAST_PHRASE = /, not |and not |rather than/
const CONDITION = /^(?:if|provided|unless)$/
const HEDGE = /^(?:could|would|might|should|may)$/
const PROMISE = /^(?:will|'ll|can)$/
const ABSTENTION = /abstain|drawn|clear of|say|comment|fence|side|neutral/
const PART =
  /\b(?:without (?:engaging|crossing|taking part|entering|being|becoming)|(?:and|but) not (?:for|as|the|to)|(?:and|but) not \w+ing|specific tasks|limited to|stop\w* short of|not what \w+ (?:meant|wanted|had)|not (?:in )?any \w+ role|only for|only in|exempt\w*|with exceptions|except for|watered[- ]down|half of it|one half|qualified (?:welcome|support|backing|yes)|some of it|in part|partly|partial)\b/

function readFree(input: ReadingInput, list: SignalList, wanted: readonly Force[], signOf: SignOf): void {
  for (const found of findPhrases(FREE, input.tokens)) {
    const { start, end, value } = found
    if (!wanted.includes(value) || !list.isFree(start, end)) continue
    if (value === 'bad' || value === 'good') readJudgement(input, list, value, start, end)
    else readPredicate(input, list, found, signOf)
  }
}

function settle(
  plus: number,
  minus: number,
  signals: readonly Signal[],
  hasContrast: boolean,
): { stance: Stance | null; score: number } {
  const score = Math.abs(plus - minus)
  if (signals.some((signal) => signal.sub === 'open' && signal.source === 'fixed'))
    return { stance: minus >= 4 ? 'mixed' : 'support', score: 3 }
  if (plus > minus + 0.4) return { stance: 'support', score }
  if (minus > plus + 0.4) return { stance: 'oppose', score }
  const bothStrong = plus > 1 && minus > 1 && signals.some((signal) => signal.polarity > 0 && signal.weight >= 1.5)
  return bothStrong && hasContrast ? { stance: 'mixed', score: 1.2 } : { stance: null, score }
}

function sumOf(signals: readonly Signal[], sign: number): number {
  return signals.reduce((total, one) => total + (one.polarity === sign ? one.weight : 0), 0)
}

/** Side of a part of the claim, read by itself one level deep. */
function makeSignOf(input: ReadingInput, depth: number): SignOf {
  return (from, to) => {
    if (depth > 0) return null
    const tokens = input.tokens.slice(from, to)
    const about = gradeAbout(input.topic, tokens)
    const signals = signalsOf({ ...input, tokens, about, isAct: false }, depth + 1)
    const balance = sumOf(signals, 1) - sumOf(signals, -1)
    return Math.abs(balance) < 0.1 ? null : balance > 0 ? 1 : -1
  }
}

function signalsOf(input: ReadingInput, depth: number): readonly Signal[] {
  const list = new SignalList(input.tokens)
  const signOf = makeSignOf(input, depth)
  readFixed(input, list)
  readReactions(input, list)
  readJudgedUndoing(input, list)
  readFree(input, list, ['oppose', 'warn'], signOf)
  readUndo(input, list)
  readDeniedObject(input, list)
  readEnact(input, list)
  readFree(input, list, ['bad', 'good', 'support'], signOf)
  return list.signals
}

function isAbstention(tokens: readonly Token[], signal: Signal): boolean {
  return (
    signal.source === 'fixed' && signal.polarity === 0 && ABSTENTION.test(wordsOf(tokens, signal.start, signal.end))
  )
}

const conditional: Signal = { polarity: 1, weight: 0.8, sub: 'conditional', start: 0, end: 0, source: 'action' }

/** Reads which side the words of one claim take. */
export function readClaim(input: ReadingInput): Reading {
  const { tokens, about } = input
  const has = (pattern: RegExp): boolean => tokens.some((token) => pattern.test(token.lower))
  const found = withoutOthers(tokens, signalsOf(input, 0))
  const supposes = about.level >= 2 && has(CONDITION) && (has(HEDGE) || has(PROMISE))
  const signals = supposes ? [...found, conditional] : found
  const [plus, minus] = [sumOf(signals, 1), sumOf(signals, -1)]
  const text = wordsOf(tokens, 0, tokens.length)
  const hasContrast = has(CONTRAST) || CONTRAST_PHRASE.test(text)
  const abstains = signals.some((one) => isAbstention(tokens, one))
  const settled = abstains ? { stance: null, score: 0 } : settle(plus, minus, signals, hasContrast)
  const acceptsPart = about.level >= 1 && (PART.test(text) || (about.limited.length > 0 && minus > 0))
  const isConditional = has(CONDITION) && has(HEDGE)
  return { ...settled, plus, minus, signals, isConditional, hasContrast, acceptsPart, abstains }
}
