import type { Subject } from '../grammar/grammar.ts'
import type { Mention } from '../names/entity.ts'
import type { ClaimKind } from './claim.ts'

/** Stretches of a sentence's tokens (`[from, to)`) that belong to some mentions. */
export type FoundWords = {
  readonly mentions: readonly Mention[]
  readonly kind: ClaimKind
  readonly spans: readonly (readonly [number, number])[]
  readonly isSpeech: boolean
  /** Told in passing, in a relative clause. */
  readonly isAside?: boolean
  /** Where the subject stands, to order claims as they are read. */
  readonly at: number
}

/** The words a subject's mentions own. */
export function wordsFor(subject: Subject, kind: ClaimKind, spans: FoundWords['spans'], isSpeech: boolean): FoundWords {
  return { mentions: subject.mentions, kind, spans, isSpeech, at: subject.first }
}
