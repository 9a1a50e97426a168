import type { Entity } from '../names/entity.ts'
import type { Sentence } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'
import type { About } from '../topic/about.ts'

/** How somebody came to be tied to some words. */
export type ClaimKind = 'speech' | 'act' | 'agent' | 'noun' | 'continued' | 'poll' | 'same' | 'label'

/** Words of one sentence that tell what a holder said, did or stands for. */
export type Claim = {
  readonly holder: Entity
  readonly kind: ClaimKind
  /** The words to read, in order. */
  readonly tokens: readonly Token[]
  readonly sentence: Sentence
  readonly isSpeech: boolean
  readonly isQuoted: boolean
  /** Told in passing, in a relative clause. */
  readonly isAside: boolean
  readonly about: About
  /** Level of the sentence or its predecessor, and of the wider surroundings. */
  readonly local: number
  readonly context: number
  /** Whose words these are if the holder only joins them. */
  readonly saidFirstBy?: Entity
  /** How many holders share the claim. */
  readonly holders: number
}
