import type { Token } from '../text/tokens.ts'
import { type Discourse, fitsPronoun, mostRecent } from './discourse.ts'
import type { Entity, Mention } from './entity.ts'
import { countryOfAdjective, placeNamed } from './gazetteer.ts'
import { GOVERNMENT_NOUNS, ROLE_NOUNS, TITLE_WORDS } from './name-words.ts'
import type { Register } from './register.ts'

/** What offices and pronouns of one sentence are resolved against. */
export type RoleContext = {
  readonly tokens: readonly Token[]
  readonly names: readonly Mention[]
  readonly register: Register
  readonly discourse: Discourse
  /** The country whose government "the government" is when nothing else is said. */
  readonly home: string | null
}

const OPENER = /^(?:the|a|an|his|her|its|their|another|one|this|that)$/
/** People who speak for another: their words are the principal's. */
const VOICE =
  /^(?:spokesman|spokeswoman|spokesperson|official|officials|source|sources|diplomat|aide|aides|lawyer|lawyers|office|team|entourage|camp|campaign|adviser|advisers|representative)$/
const HEAD_OF = /^(?:leader|boss|chief|head|politician|counterpart|colleague|host)$/
const NOT_DISTINGUISHING = /^(?:the|former|outgoing|acting|new|incoming|incumbent|ex|retired|then|-|party|state|s)$/

type Phrase = {
  readonly first: number
  readonly head: number
  readonly words: readonly string[]
  readonly country: string | null
  readonly body: Entity | null
  readonly isPlain: boolean
}

const keyAt = (tokens: readonly Token[], at: number): string => tokens[at]?.lower.replaceAll('.', '') ?? ''
const isRole = (word: string): boolean => ROLE_NOUNS.has(word) || GOVERNMENT_NOUNS.has(word) || VOICE.test(word)

const isInPhrase = (token: Token | undefined): token is Token =>
  token !== undefined &&
  /^(?:ADJ|NOUN|PROPN|ADV|NUM|PUNCT|VERB|PART)$/.test(token.pos) &&
  !/^[,.;:()"]$/.test(token.text)

function countryAt(tokens: readonly Token[], at: number): string | null {
  const key = keyAt(tokens, at)
  const place = placeNamed(key)
  return countryOfAdjective(key) ?? (place?.type === 'country' ? place.name : null)
}

/** Reads "the outgoing French foreign minister" from its first word; null if no office is named. */
function readPhrase(context: RoleContext, first: number, from: number, owner: Mention | null): Phrase | null {
  const { tokens, names } = context
  const words: string[] = []
  let country: string | null = owner?.entity?.type === 'country' ? owner.entity.name : null
  let body = owner?.entity ?? null
  let head = -1
  for (let at = from; at < from + 7 && isInPhrase(tokens[at]); at += 1) {
    const key = keyAt(tokens, at)
    if (head >= 0 && !isRole(key)) break
    if (tokens[at]?.isCapital === true) {
      country ??= countryAt(tokens, at)
      body ??= names.find((one) => one.first <= at && one.last >= at)?.entity ?? null
    }
    words.push(key)
    if (isRole(key)) head = at
  }
  return head < 0 ? null : { first, head, words, country, body, isPlain: head === from && owner === null }
}

function titled(phrase: Phrase, head: string, people: readonly Entity[]): Entity[] {
  const leads = (one: Entity): boolean =>
    HEAD_OF.test(head) &&
    phrase.country !== null &&
    ['president', 'chancellor', 'premier', 'prime', 'pm', 'king'].some((title) => one.titles.has(title))
  const wanted = phrase.words.filter((word) => word !== head && TITLE_WORDS.has(word) && !NOT_DISTINGUISHING.test(word))
  return people.filter(
    (one) =>
      (one.titles.has(head) || leads(one)) &&
      (phrase.country === null || one.affiliation === phrase.country) &&
      wanted.every((word) => one.titles.has(word)),
  )
}

/** "a spokesman for Ana Ruiz", "the president of Chile": the name behind the preposition. */
function nameBehind(context: RoleContext, head: number): Mention | null {
  if (!/^(?:for|of|to)$/.test(context.tokens[head + 1]?.lower ?? '')) return null
  return context.names.find((one) => one.first >= head + 2 && one.first <= head + 4) ?? null
}

function resolve(context: RoleContext, phrase: Phrase): { entity: Entity | null; last: number } {
  const head = keyAt(context.tokens, phrase.head)
  const behind = nameBehind(context, phrase.head)
  const last = behind?.last ?? phrase.head
  const country = phrase.country ?? (behind?.entity?.type === 'country' ? behind.entity.name : null)
  if (GOVERNMENT_NOUNS.has(head)) return { entity: government(context, phrase, country, behind), last }
  if (VOICE.test(head)) {
    const principal =
      behind?.entity ?? phrase.body ?? (country === null ? null : context.register.entityNamed(country, 'country'))
    return { entity: principal, last }
  }
  const candidates = titled({ ...phrase, country }, head, context.register.people)
  const { person } = context.discourse
  const isLeader = country !== null && HEAD_OF.test(head) && person !== null && person.affiliation === null
  const best = mostRecent(candidates, context.discourse) ?? (isLeader ? person : null)
  const isNew = best !== null && country === null && !context.discourse.lastSeen.has(best)
  return { entity: isNew ? (untitledPerson(context) ?? best) : best, last }
}

/** "the president", when the only one with that title has not come up yet, is whoever was spoken of last without a title. */
function untitledPerson(context: RoleContext): Entity | null {
  const { discourse, register } = context
  const seen = register.people.filter((one) => discourse.lastSeen.has(one) && one.titles.size === 0)
  return seen.length === 0 ? null : mostRecent(seen, discourse)
}

function government(
  context: RoleContext,
  phrase: Phrase,
  country: string | null,
  behind: Mention | null,
): Entity | null {
  const named =
    country ??
    (behind === null && phrase.isPlain && context.tokens[phrase.first]?.lower === 'the' ? context.home : null)
  if (named !== null) return context.register.entityNamed(named, 'country')
  return behind?.entity ?? phrase.body
}

function ownerBefore(context: RoleContext, at: number): Mention | null {
  if (!/^'s?$/.test(context.tokens[at]?.lower ?? '')) return null
  return context.names.find((one) => one.last === at - 1) ?? null
}

function pronounOwner(context: RoleContext, at: number, offices: readonly Mention[]): Entity | null {
  const word = context.tokens[at]?.lower
  if (word === 'his' || word === 'her') return personFor(context, at, word === 'his' ? 'he' : 'she', offices)
  return word === 'its' ? context.discourse.body : null
}

function isBeforeName(context: RoleContext, head: number): boolean {
  const next = context.names.find((one) => one.first <= head + 1 && one.last > head)
  return next?.entity?.type === 'person'
}

function opensAt(context: RoleContext, at: number): { from: number; owner: Mention | null; first: number } | null {
  const { tokens, names } = context
  const word = keyAt(tokens, at)
  const owner = ownerBefore(context, at)
  if (owner !== null) return { from: at + 1, owner, first: owner.first }
  if (OPENER.test(word)) return { from: at + 1, owner: null, first: at }
  if (tokens[at]?.isCapital !== true) return null
  const name = names.find((one) => one.first <= at && one.last >= at)
  if (countryOfAdjective(word) !== null && name === undefined) return { from: at, owner: null, first: at }
  if (
    name !== undefined &&
    name.last + 1 < tokens.length &&
    isRole(keyAt(tokens, name.last + 1)) &&
    name.entity?.type !== 'person'
  )
    return { from: name.last + 1, owner: name, first: name.first }
  return null
}

function pronounMention(context: RoleContext, at: number, offices: readonly Mention[]): Mention | null {
  const token = context.tokens[at]
  if (token === undefined || token.quoted) return null
  if (token.lower === 'he' || token.lower === 'she')
    return { first: at, last: at, kind: 'pronoun', entity: personFor(context, at, token.lower, offices) }
  if (/^(?:it|both|they)$/.test(token.lower)) return { first: at, last: at, kind: 'pronoun', entity: null }
  return null
}

const canBePerson = (entity: Entity): boolean => entity.type === 'person' || entity.isGuess

/** The person a pronoun stands for: the subject before it in the sentence, else whoever acted last. */
function personFor(context: RoleContext, at: number, pronoun: string, offices: readonly Mention[]): Entity | null {
  const before = [...context.names, ...offices.filter((one) => one.kind === 'role')]
    .sort((a, b) => a.first - b.first)
    .filter(
      (one) =>
        one.last < at &&
        one.entity !== null &&
        canBePerson(one.entity) &&
        fitsPronoun(one.entity, pronoun) &&
        context.tokens[one.first]?.quoted !== true &&
        !/^'s?$/.test(context.tokens[one.last + 1]?.lower ?? ''),
    )
  const subject = before.find(
    (one) =>
      /^(?:VERB|AUX)$/.test(context.tokens[one.last + 1]?.pos ?? '') || context.tokens[one.last + 1]?.text === ',',
  )
  const near = subject ?? before[0]
  const { person } = context.discourse
  const known = near?.entity ?? (person !== null && fitsPronoun(person, pronoun) ? person : null)
  if (known !== null) {
    known.gender ??= pronoun === 'he' ? 'he' : 'she'
    return known
  }
  if (context.discourse.isUnnamed) return null
  return mostRecent(
    context.register.people.filter((one) => fitsPronoun(one, pronoun) && context.discourse.lastSeen.has(one)),
    context.discourse,
  )
}

/**
 * Offices and pronouns of one sentence, resolved as far as the article allows: "the French president", "a spokesman
 * for X", "his foreign minister", "she". An office nobody can be found for comes back without an entity.
 */
export function findRoleMentions(context: RoleContext): Mention[] {
  const { tokens } = context
  const found: Mention[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const pronoun = pronounMention(context, at, found)
    if (pronoun !== null) {
      found.push(pronoun)
      continue
    }
    const opening = opensAt(context, at)
    if (opening === null) continue
    const phrase = readPhrase(context, opening.first, opening.from, opening.owner)
    if (phrase === null || isBeforeName(context, phrase.head)) continue
    const owned = phrase.body ?? pronounOwner(context, at, found)
    const { entity, last } = resolve(context, { ...phrase, body: owned })
    found.push({ first: phrase.first, last, kind: entity === null ? 'anonymous' : 'role', entity })
    at = Math.max(at, last)
  }
  return found
}

/** Names and offices of a sentence in order, an office taking the place of the names inside it. */
export function mergeMentions(
  tokens: readonly Token[],
  names: readonly Mention[],
  roles: readonly Mention[],
): Mention[] {
  const kept = names.filter((name) => !roles.some((role) => role.first <= name.first && role.last >= name.last))
  const sorted = [...kept, ...roles].sort((a, b) => a.first - b.first || b.last - a.last)
  return sorted.flatMap((mention, at) => {
    if (isOrigin(tokens, sorted[at - 1], mention)) return []
    const next = sorted[at + 1]
    return next !== undefined && isOrigin(tokens, mention, next) ? [{ ...mention, last: next.last }] : [mention]
  })
}

/** "Ana Ruiz of Chile": the country only says where she is from. */
function isOrigin(tokens: readonly Token[], person: Mention | undefined, place: Mention): boolean {
  if (person?.entity?.type !== 'person' || person.kind === 'pronoun' || place.entity?.type === 'person') return false
  return place.first === person.last + 2 && /^(?:of|from)$/.test(tokens[person.last + 1]?.lower ?? '')
}
