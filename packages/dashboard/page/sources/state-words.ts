import type { SourceState } from './asked.ts'

type Words = {
  readonly word: string
  readonly tone: 'plain' | 'good' | 'warning' | 'bad'
  /** What it means, for those who ask. */
  readonly meaning: string
}

/** How each state is said, in the order in which they want somebody. */
export const stateWords: Readonly<Record<SourceState, Words>> = {
  failing: { word: 'Failing', tone: 'bad', meaning: 'Three polls in a row failed, or more' },
  silent: {
    word: 'Silent',
    tone: 'warning',
    meaning: 'It has brought nothing for three times its usual gap, or nobody polls it',
  },
  'backing-off': {
    word: 'Backing off',
    tone: 'warning',
    meaning: 'It is polled later than usual: polls failed, or its host asked for it',
  },
  paused: { word: 'Paused', tone: 'plain', meaning: 'Somebody paused it, or the host that it lies on' },
  new: { word: 'New', tone: 'plain', meaning: 'It was not polled yet' },
  polled: { word: 'Polled', tone: 'good', meaning: 'All is well' },
  unknown: { word: 'Unknown', tone: 'plain', meaning: 'Redis does not answer, which knows it' },
}

export const statesShown = Object.keys(stateWords) as SourceState[]
