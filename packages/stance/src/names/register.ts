import type { Sentence } from '../text/document.ts'
import { foldKey } from '../text/fold.ts'
import type { Token } from '../text/tokens.ts'
import { type Entity, type Mention, makeEntity } from './entity.ts'
import { pronounOfFirstName } from './first-names.ts'
import { countryOfAdjective, placeNamed } from './gazetteer.ts'
import { withoutPlaces } from './name-places.ts'
import { findRuns, isTitleCase, properWords } from './name-runs.ts'
import { GOVERNMENT_NOUNS, NAME_PARTICLES, ORGANISATION_NOUNS, ROLE_NOUNS, TITLE_WORDS } from './name-words.ts'
import { keyOf, type NameReading, readName, surnameOf } from './read-name.ts'

/** Everybody an article names, and where. */
export type Register = {
  readonly people: readonly Entity[]
  /** Mentions by name for each sentence, by the sentence's place in the list that was read. */
  readonly mentions: readonly (readonly Mention[])[]
  /** The entity behind a country's or organisation's usual name, made at need. */
  readonly entityNamed: (name: string, type: 'country' | 'organisation') => Entity
}

const SHE =
  /^(?:mrs|ms|miss|lady|dame|baroness|queen|princess|spokeswoman|chairwoman|congresswoman|councilwoman|actress)$/
const HE = /^(?:mr|sir|lord|king|prince|spokesman|chairman|congressman|baron|bishop|imam|monsieur)$/
/** Outlets write the first word of a report in capitals: "ANA Ruiz". */
const SHOUTED = /^\p{Lu}{3,}(?= \p{Lu}\p{Ll})/u
const MOST_NAMES = 600

class Names {
  readonly people: Entity[] = []
  private readonly bySurname = new Map<string, Entity[]>()
  private readonly others = new Map<string, Entity>()

  person(name: string, titles: readonly string[], country: string | null): Entity {
    const key = surnameOf(name)
    const same = (this.bySurname.get(key) ?? []).find((known) => isSamePerson(known.name, name))
    const entity = same ?? this.addPerson(name, key)
    note(entity, titles, country)
    if (foldKey(entity.name) !== foldKey(name)) entity.aliases.add(name)
    return entity
  }

  private addPerson(name: string, key: string): Entity {
    const entity = makeEntity(name, 'person')
    entity.gender = name.includes(' ') ? pronounOfFirstName(foldKey(name).split(' ')[0] ?? '') : null
    if (this.people.length >= MOST_NAMES) return entity
    this.people.push(entity)
    this.bySurname.set(key, [...(this.bySurname.get(key) ?? []), entity])
    return entity
  }

  /** "the Commission" after "the European Commission". */
  private longerFor(key: string): Entity | undefined {
    if (!ORGANISATION_NOUNS.has(key)) return undefined
    for (const [name, entity] of this.others) if (name.endsWith(` ${key}`)) return entity
    return undefined
  }

  /** "the Harbour Users' Federation (HUF)": the letters in brackets stand for the name before. */
  abbreviate(short: string, entity: Entity): void {
    if (!this.others.has(foldKey(short))) this.others.set(foldKey(short), entity)
    entity.aliases.add(short)
  }

  /** The person a lone surname (or the middle part of a long name) belongs to. */
  bySingle(name: string): Entity | null {
    const key = foldKey(name)
    const exact = this.bySurname.get(key)
    if (exact !== undefined) return exact[0] ?? null
    return this.people.find((person) => foldKey(person.name).split(/[ -]/).slice(1).includes(key)) ?? null
  }

  other(name: string, type: 'country' | 'organisation', isGuess = false): Entity {
    const key = foldKey(name)
    const known = this.others.get(key) ?? this.longerFor(key)
    if (known !== undefined) return known
    const entity = makeEntity(name, type, isGuess)
    if (this.others.size < MOST_NAMES) this.others.set(key, entity)
    return entity
  }
}

/** "Van Dam" is the end of "Eva van Dam". */
function isTail(whole: readonly string[], part: readonly string[]): boolean {
  return (
    part.length < whole.length &&
    NAME_PARTICLES.has(part[0] ?? '') &&
    whole.slice(-part.length).join(' ') === part.join(' ')
  )
}

function isSamePerson(known: string, name: string): boolean {
  const [a, b] = [foldKey(known).split(' '), foldKey(name).split(' ')]
  if (a.length === 1 || b.length === 1 || isTail(a, b) || isTail(b, a)) return true
  return a[0]?.[0] === b[0]?.[0]
}

function note(entity: Entity, titles: readonly string[], country: string | null): void {
  for (const title of titles) {
    entity.titles.add(title)
    if (SHE.test(title)) entity.gender = 'she'
    else if (HE.test(title)) entity.gender = 'he'
  }
  entity.affiliation ??= country
}

function written(text: string, tokens: readonly Token[], first: number, last: number): string {
  const from = tokens[first]?.start ?? 0
  const name = text
    .slice(from, tokens[last]?.end ?? from)
    .replace(/['’]s$/, '')
    .replace(/\s+/g, ' ')
  return /\p{Ll}/u.test(name) ? name.replace(SHOUTED, (word) => `${word[0] ?? ''}${word.slice(1).toLowerCase()}`) : name
}

/** "Ana Ruiz of Chile", "Ana Ruiz (HUF)". */
function affiliationBehind(tokens: readonly Token[], last: number): string | null {
  const next = tokens[last + 1]
  const after = tokens[last + 2]
  if (next?.lower === 'of') return placeNamed(keyOf(tokens, last + 2, last + 2))?.name ?? null
  return next?.text === '(' && /^[A-Z]{2,}/.test(after?.text ?? '') ? (after?.text ?? null) : null
}

/** What follows a name between commas tells its office and country: "Ana Ruiz, Spain's trade minister,". */
function readApposition(tokens: readonly Token[], last: number, entity: Entity): void {
  entity.affiliation ??= affiliationBehind(tokens, last)
  if (tokens[last + 1]?.text !== ',') return
  for (const token of tokens.slice(last + 2, last + 14)) {
    if (/^[,.;:"]$/.test(token.text) || token.pos === 'VERB' || token.pos === 'AUX') break
    if (TITLE_WORDS.has(token.lower) || ROLE_NOUNS.has(token.lower)) note(entity, [token.lower], null)
    const key = token.lower.replaceAll('.', '')
    if (token.isCapital) entity.affiliation ??= countryOfAdjective(key) ?? placeNamed(key)?.name ?? null
  }
}

/** "German Foreign Ministry" speaks for Germany. */
function governmentOf(reading: NameReading): string | null {
  const { tokens } = reading.run.sentence
  if (!GOVERNMENT_NOUNS.has(tokens[reading.last]?.lower ?? '')) return null
  for (let at = reading.run.first; at < reading.last; at += 1) {
    const key = tokens[at]?.lower.replaceAll('.', '') ?? ''
    const country = countryOfAdjective(key) ?? placeNamed(key)?.name ?? null
    if (country !== null) return country
  }
  return reading.country
}

function entityOf(reading: NameReading, names: Names, text: string): Entity | null {
  const { tokens } = reading.run.sentence
  if (reading.known !== null) return names.other(reading.known.name, reading.known.type)
  const name = written(text, tokens, reading.coreFirst, reading.last)
  if (reading.looks === 'person') {
    const single = reading.coreFirst === reading.last ? names.bySingle(name) : null
    if (single === null) return names.person(name, reading.titles, reading.country)
    note(single, reading.titles, reading.country)
    return single
  }
  if (reading.looks === 'single') return names.bySingle(name) ?? names.other(name, 'organisation', true)
  if (reading.looks !== 'organisation') return null
  const government = governmentOf(reading)
  return government === null ? names.other(name, 'organisation') : names.other(government, 'country')
}

function isFullName(reading: NameReading): boolean {
  return (
    reading.looks === 'known' || (/^(?:person|organisation)$/.test(reading.looks) && reading.last > reading.coreFirst)
  )
}

function noteAbbreviations(list: readonly NameReading[], names: Names, textOf: (sentence: Sentence) => string): void {
  for (const [at, reading] of list.entries()) {
    const before = list[at - 1]
    const { tokens } = reading.run.sentence
    if (before === undefined || before.looks !== 'organisation' || tokens[reading.run.first - 1]?.text !== '(') continue
    if (before.last !== reading.run.first - 2 || reading.run.first !== reading.run.last) continue
    const entity = entityOf(before, names, textOf(reading.run.sentence))
    if (entity !== null) names.abbreviate(tokens[reading.run.first]?.text ?? '', entity)
  }
}

/** In title case only names already known from the rest of the article are believed. */
function knownNamesIn(sentence: Sentence, names: Names): Mention[] {
  const mentions: Mention[] = []
  const { tokens } = sentence
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.isCapital !== true) continue
    for (const size of [3, 2, 1]) {
      const key = keyOf(tokens, at, at + size - 1)
      const place = placeNamed(key)
      const entity = place === null ? (size === 1 ? names.bySingle(key) : null) : names.other(place.name, place.type)
      if (entity === null) continue
      mentions.push({ first: at, last: at + size - 1, kind: 'name', entity })
      at += size - 1
      break
    }
  }
  return mentions
}

function mentionOf(reading: NameReading, names: Names, text: string): Mention | null {
  const entity = entityOf(reading, names, text)
  if (entity === null) return null
  if (entity.type === 'person') readApposition(reading.run.sentence.tokens, reading.last, entity)
  const alias = written(text, reading.run.sentence.tokens, reading.run.first, reading.last)
  if (alias !== entity.name && entity.aliases.size < 12) entity.aliases.add(alias)
  return { first: reading.first, last: reading.last, kind: 'name', entity }
}

/**
 * Reads who is named in the sentences. `textOf` gives the text a sentence's offsets count in. Full names are read
 * first, so that lone surnames anywhere in the article find their owner.
 */
export function readRegister(sentences: readonly Sentence[], textOf: (sentence: Sentence) => string): Register {
  const names = new Names()
  const proper = properWords(sentences)
  const readings = withoutPlaces(
    sentences.map((sentence) => (isTitleCase(sentence.tokens) ? [] : findRuns(sentence, proper).map(readName))),
  )
  for (const reading of readings.flat()) {
    if (isFullName(reading)) entityOf(reading, names, textOf(reading.run.sentence))
  }
  for (const list of readings) noteAbbreviations(list, names, textOf)
  const mentions = sentences.map((sentence, index) => {
    if (isTitleCase(sentence.tokens)) return knownNamesIn(sentence, names)
    const found = (readings[index] ?? []).map((reading) => mentionOf(reading, names, textOf(sentence)))
    return withoutCovered(found.filter((mention) => mention !== null))
  })
  return { people: names.people, mentions, entityNamed: (name, type) => names.other(name, type) }
}

/** A mention taken in by the next one's titles ("Kremlin" in "Kremlin spokesman Ana Ruiz") goes. */
function withoutCovered(mentions: readonly Mention[]): Mention[] {
  return mentions.filter((mention, at) => !mentions.some((other, index) => index > at && other.first <= mention.first))
}
