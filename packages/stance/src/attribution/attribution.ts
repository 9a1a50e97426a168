/** A stretch of a text in UTF-16 units, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** Who said what: the source's words, the words that say it is said, and what is said. */
export type Attribution = {
  readonly source: Span | null
  readonly cue: Span | null
  readonly content: Span
  readonly kind: 'direct_quote' | 'indirect'
  /** How sure the attribution is, in [0, 1]. */
  readonly confidence: number
}
