import type { Stance } from '@stancewire/contracts'
import type { Token } from '../text/tokens.ts'
import type { About } from '../topic/about.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'
import type { Signal } from './signals.ts'

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

/** Words `start` to `end` in lower case, joined by blanks. */
export function wordsOf(tokens: readonly Token[], start: number, end: number): string {
  return tokens
    .slice(start, end)
    .map((token) => token.lower)
    .join(' ')
}

/** A polarity as it stands (`by` 1) or turned round (`by` -1). */
export function turn(polarity: 1 | -1, by: 1 | -1): 1 | -1 {
  return polarity === by ? 1 : -1
}
