import type { HolderType } from '@stancewire/contracts'

/** One person, country, organisation or group of an article, across all its mentions. */
export type Entity = {
  readonly name: string
  readonly type: HolderType
  /** A capitalised word the article never explains; it may be no holder at all. */
  readonly isGuess: boolean
  affiliation: string | null
  gender: 'he' | 'she' | null
  readonly titles: Set<string>
  readonly aliases: Set<string>
}

/** How a stretch of words refers: by name, by office, by pronoun, or to somebody unnamed. */
type MentionKind = 'name' | 'role' | 'pronoun' | 'group' | 'anonymous'

/** Words of one sentence that refer to an entity; token indices, `last` inclusive. `entity` is null if unknown. */
export type Mention = {
  readonly first: number
  readonly last: number
  readonly kind: MentionKind
  readonly entity: Entity | null
}

/** An entity with only its name and type known. */
export function makeEntity(name: string, type: HolderType, isGuess = false): Entity {
  return { name, type, isGuess, affiliation: null, gender: null, titles: new Set(), aliases: new Set() }
}
