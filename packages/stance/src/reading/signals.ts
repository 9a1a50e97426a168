import type { SubStance } from '@stancewire/contracts'
import type { Matchable } from '../phrases/phrase-book.ts'

/** One thing in a claim that tells for (+1), against (-1) or neither (0), with its weight and place. */
export type Signal = {
  readonly polarity: -1 | 0 | 1
  readonly weight: number
  readonly sub: SubStance | null
  readonly start: number
  readonly end: number
  /** A fixed outcome, a governed predicate, a judgement, or the action with its mood. */
  readonly source: 'fixed' | 'predicate' | 'judgement' | 'action'
}

/** Signals found so far; words that carry one are not read twice. */
export class SignalList {
  readonly signals: Signal[] = []
  private readonly used: boolean[]

  constructor(tokens: readonly Matchable[]) {
    this.used = new Array<boolean>(tokens.length).fill(false)
  }

  isFree(start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) if (this.used[at] === true) return false
    return true
  }

  add(signal: Signal): void {
    this.signals.push(signal)
    for (let at = signal.start; at < signal.end; at += 1) this.used[at] = true
  }
}
