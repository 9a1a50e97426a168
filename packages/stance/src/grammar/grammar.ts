import type { Mention } from '../names/entity.ts'
import type { Token } from '../text/tokens.ts'
import type { VerbGroup } from './verb-groups.ts'

/** The words that a verb is said of; `mentions` are the ones known, in order, empty for a common noun. */
export type Subject = { readonly mentions: readonly Mention[]; readonly first: number; readonly last: number }

/** A verb group with its subject and where the subject stands. */
export type Clause = {
  readonly group: VerbGroup
  readonly subject: Subject
  readonly side: 'before' | 'after' | 'shared' | 'relative'
}

/** One sentence as the grammar sees it. */
export type Grammar = {
  readonly tokens: readonly Token[]
  readonly mentions: readonly Mention[]
  readonly endingAt: ReadonlyMap<number, Mention>
  readonly startingAt: ReadonlyMap<number, Mention>
}

/** Makes a sentence's tokens and mentions ready for look-up by place. */
export function grammarOf(tokens: readonly Token[], mentions: readonly Mention[]): Grammar {
  const endingAt = new Map<number, Mention>()
  const startingAt = new Map<number, Mention>()
  for (const mention of mentions) {
    endingAt.set(mention.last, mention)
    if (!startingAt.has(mention.first)) startingAt.set(mention.first, mention)
  }
  return { tokens, mentions, endingAt, startingAt }
}

/** The word at a place in plain lower case, empty beyond the ends. */
export function wordAt(grammar: Grammar, at: number): string {
  return grammar.tokens[at]?.lower ?? ''
}
