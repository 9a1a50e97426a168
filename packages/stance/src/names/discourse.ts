import type { Entity, Mention } from './entity.ts'

/** Who was spoken of last, as the article is read from top to bottom. */
export type Discourse = {
  readonly lastSeen: Map<Entity, number>
  /** The person whose words or acts were told last. */
  person: Entity | null
  /** The country or organisation whose words or acts were told last. */
  body: Entity | null
  /** The last speaker was somebody unnamed: "he" is that one until somebody else acts. */
  isUnnamed: boolean
  /** Names listed together last, for "both". */
  list: readonly Entity[]
  /** Sentence the list stood in. */
  listAt: number
}

export function startDiscourse(): Discourse {
  return { lastSeen: new Map(), person: null, body: null, isUnnamed: false, list: [], listAt: -9 }
}

/** Notes the names of a sentence; call it after the sentence's own pronouns are settled. */
export function noteSeen(discourse: Discourse, mentions: readonly Mention[], at: number): void {
  for (const mention of mentions) if (mention.entity !== null) discourse.lastSeen.set(mention.entity, at)
}

/** Notes who acted or spoke: "he" and "it" look here next. */
export function noteSubject(discourse: Discourse, entities: readonly Entity[], at: number): void {
  if (entities.length > 1) {
    discourse.list = entities
    discourse.listAt = at
  }
  const [first] = entities
  if (first === undefined || entities.length > 1) return
  discourse.isUnnamed = false
  if (first.type === 'person' || first.isGuess) discourse.person = first
  if (first.type !== 'person') discourse.body = first
}

/** Whether a pronoun can stand for a person. */
export function fitsPronoun(entity: Entity, pronoun: string): boolean {
  return entity.gender === null || entity.gender === pronoun
}

/** The most recently seen of some people. */
export function mostRecent(people: readonly Entity[], discourse: Discourse): Entity | null {
  let best: Entity | null = null
  for (const person of people) {
    if (best === null || (discourse.lastSeen.get(person) ?? -1) > (discourse.lastSeen.get(best) ?? -1)) best = person
  }
  return best
}
