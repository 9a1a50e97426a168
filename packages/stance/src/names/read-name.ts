import { foldKey } from '../text/fold.ts'
import type { Token } from '../text/tokens.ts'
import { countryOfAdjective, type GazetteerEntry, placeNamed } from './gazetteer.ts'
import type { NameRun } from './name-runs.ts'
import { GOVERNMENT_NOUNS, ORGANISATION_NOUNS, ROLE_NOUNS, TITLE_WORDS } from './name-words.ts'

/** A run of capitals taken apart: titles and nationality around a core, and what the core looks like. */
export type NameReading = {
  readonly run: NameRun
  /** First token of the whole mention, titles included. */
  readonly first: number
  readonly coreFirst: number
  readonly last: number
  readonly titles: readonly string[]
  readonly country: string | null
  readonly looks: 'known' | 'adjective' | 'organisation' | 'person' | 'single' | 'title' | 'thing'
  readonly known: GazetteerEntry | null
}

const TITLE_BEFORE_SINGLE =
  /^(?:mr|mrs|ms|miss|sen|rep|gov|gen|dr|sir|lord|lady|prof|col|lt|judge|justice|captain|inspector)$/
const plain = (token: Token | undefined): string => token?.lower.replaceAll('.', '') ?? ''

/** The words of tokens `first` to `last` as written, folded, as one key. */
export function keyOf(tokens: readonly Token[], first: number, last: number): string {
  let key = ''
  for (let at = first; at <= last; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    if (at > first && tokens[at - 1]?.end !== token.start) key += ' '
    key += token.text
  }
  return foldKey(key)
}

/** "Presidents" and "Vice-Chancellor" are titles as much as "President" and "Chancellor". */
function isTitle(word: string): boolean {
  return (
    TITLE_WORDS.has(word) || TITLE_WORDS.has(word.replace(/s$/, '')) || TITLE_WORDS.has(word.replace(/^.{2,12}-/, ''))
  )
}

/** The last word of a name, folded: what a person is called later on. */
export function surnameOf(name: string): string {
  return foldKey(name).split(' ').at(-1) ?? ''
}

const isAcronym = (text: string): boolean => /^[A-Z][A-Za-z]?[A-Z&/]{1,5}$/.test(text)

type Front = { at: number; titles: string[]; country: string | null }

function staysWhole(tokens: readonly Token[], at: number, last: number): boolean {
  if (placeNamed(keyOf(tokens, at, last)) !== null) return true
  const end = plain(tokens[last])
  return ORGANISATION_NOUNS.has(end) && !TITLE_WORDS.has(end)
}

/** "Vermont Sen. Ana Ruiz", "Senate Majority Leader Ana Ruiz": the name begins behind the last title. */
function afterLastTitle(tokens: readonly Token[], first: number, last: number): Front {
  const front: Front = { at: first, titles: [], country: null }
  if (staysWhole(tokens, first, last)) return front
  for (let at = first; at < last; at += 1) {
    const word = plain(tokens[at])
    const next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
    if (next > last || !(ROLE_NOUNS.has(word) || TITLE_BEFORE_SINGLE.test(word)) || tokens[next]?.isCapital !== true)
      continue
    for (let before = front.at; before <= at; before += 1) noteFront(front, plain(tokens[before]))
    front.at = next
  }
  return front
}

function noteFront(front: Front, word: string): void {
  front.country ??= countryOfAdjective(word) ?? placeNamed(word)?.name ?? null
  if (TITLE_WORDS.has(word)) front.titles.push(word)
}

/** How many tokens at `at` are a title, nationality or body in front of a name; notes what they tell. */
function frontPart(tokens: readonly Token[], at: number, last: number, front: Front): number {
  const word = plain(tokens[at])
  const place = placeNamed(word)
  const two = at + 1 < last ? placeNamed(keyOf(tokens, at, at + 1)) : null
  const country = countryOfAdjective(word)
  if (two !== null) {
    front.country ??= two.name
    return 2
  }
  const isBody = place !== null || isAcronym(tokens[at]?.text ?? '')
  if (country !== null && (place !== null || !isBody)) front.country ??= country
  else if (isTitle(word) || word === '-' || word === '') front.titles.push(word)
  else if (isBody && TITLE_WORDS.has(plain(tokens[at + 1]))) front.country ??= place?.name ?? tokens[at]?.text ?? null
  else return 0
  return 1
}

/** Takes titles, nationalities and bodies off the front of a run: "NATO Secretary General Ana Ruiz". */
function peelFront(tokens: readonly Token[], first: number, last: number): Front {
  const front = afterLastTitle(tokens, first, last)
  while (front.at < last && !staysWhole(tokens, front.at, last)) {
    const size = frontPart(tokens, front.at, last, front)
    if (size === 0) break
    front.at += size
  }
  return front
}

const isOfficeWord = (word: string): boolean =>
  TITLE_WORDS.has(word) || ROLE_NOUNS.has(word) || GOVERNMENT_NOUNS.has(word) || word === '-'

/** Takes in the small words before a name: "Kremlin spokesman", "Ukraine's foreign minister," and so on. */
function reachLeft(tokens: readonly Token[], front: Front, first: number): number {
  let at = first - 1
  if (tokens[at]?.text === ',' && ROLE_NOUNS.has(plain(tokens[at - 1])) && !tokens[at - 1]?.isCapital) at -= 1
  const from = at
  while (at >= 0 && from - at < 6) {
    const word = plain(tokens[at])
    const country = countryOfAdjective(word)
    if (country !== null && tokens[at]?.isCapital) front.country ??= country
    else if (isOfficeWord(word)) front.titles.unshift(word)
    else break
    at -= 1
  }
  if (at === from && tokens[at]?.lower !== "'s") return first
  return at + 1 - bodyBefore(tokens, at, front)
}

/** Words of a country or body just before an office ("Kremlin", "South Korea's"); how many tokens they take. */
function bodyBefore(tokens: readonly Token[], at: number, front: Front): number {
  const owner = tokens[at]?.lower === "'s" || tokens[at]?.lower === "'" ? 1 : 0
  for (const size of [3, 2, 1]) {
    const place = placeNamed(keyOf(tokens, at - owner - size + 1, at - owner))
    if (place === null || tokens[at - owner - size + 1]?.isCapital !== true) continue
    front.country ??= place.name
    return size + owner
  }
  if (!isAcronym(tokens[at - owner]?.text ?? '')) return 0
  front.country ??= tokens[at - owner]?.text ?? null
  return 1 + owner
}

function looksOf(
  tokens: readonly Token[],
  first: number,
  last: number,
  titles: readonly string[],
): NameReading['looks'] {
  const key = keyOf(tokens, first, last)
  if (placeNamed(key) !== null) return 'known'
  if (countryOfAdjective(key) !== null) return 'adjective'
  const end = plain(tokens[last])
  if (first < last && countryOfAdjective(end) !== null) return 'adjective'
  if (first === last && TITLE_WORDS.has(end)) return 'title'
  const hasTitle = titles.some((word) => ROLE_NOUNS.has(word) || TITLE_BEFORE_SINGLE.test(word))
  if (ORGANISATION_NOUNS.has(end) && !(hasTitle && last > first)) return 'organisation'
  if (hasOrganisationHead(tokens, first, last) || isAcronym(tokens[last]?.text ?? '')) return 'organisation'
  if (hasTitle) return 'person'
  if (first === last) return 'single'
  return tokens[first - 1]?.lower === 'the' ? 'thing' : 'person'
}

function hasOrganisationHead(tokens: readonly Token[], first: number, last: number): boolean {
  for (let at = first + 1; at < last; at += 1)
    if (/^(?:of|for)$/.test(tokens[at]?.lower ?? '') && ORGANISATION_NOUNS.has(plain(tokens[at - 1]))) return true
  return false
}

/** Reads one run: strips titles, nationality and "Jr", and says what is left. */
export function readName(run: NameRun): NameReading {
  const { tokens } = run.sentence
  const last =
    /^(?:Jr|Sr|II|III|IV)\.?$/.test(tokens[run.last]?.text ?? '') && run.last > run.first ? run.last - 1 : run.last
  const front = peelFront(tokens, run.first, last)
  const first = reachLeft(tokens, front, run.first)
  const looks = looksOf(tokens, front.at, last, front.titles)
  const known = looks === 'known' ? placeNamed(keyOf(tokens, front.at, last)) : null
  const { titles, country } = front
  return { run, first: looks === 'known' ? run.first : first, coreFirst: front.at, last, titles, country, looks, known }
}
