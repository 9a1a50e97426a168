import { pronounOfFirstName } from './first-names.ts'
import { GROUP_NOUNS, PLACE_NOUNS, ROLE_NOUNS } from './name-words.ts'
import { keyOf, type NameReading, surnameOf } from './read-name.ts'

const WEEKDAYS = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days$/
const PLACING = /^(?:in|near|at|across|outside|inside|around|throughout|crosses?|through)$/

/** "a nurse from", "people from": not "criticism from". */
const isWho = (noun: string): boolean =>
  ROLE_NOUNS.has(noun) || GROUP_NOUNS.has(noun) || /^(?:man|woman|wife|husband|couple|family|nurse|deputy)$/.test(noun)

/** "in San Rafael", "a farmer from Port Elden": capitals after a preposition of place, with no title, are a place. */
function isPlaceByContext(reading: NameReading): boolean {
  if (!/^(?:person|single)$/.test(reading.looks) || reading.titles.length > 0) return false
  const { tokens } = reading.run.sentence
  if (/^'s?$/.test(tokens[reading.last + 1]?.lower ?? '')) return false
  const before = tokens[reading.run.first - 1]?.lower ?? ''
  return PLACING.test(before) || (before === 'from' && isWho(tokens[reading.run.first - 2]?.lower ?? ''))
}

/** A street, a square, a weekday or a number is nobody. */
function isNobody(reading: NameReading): boolean {
  const { tokens } = reading.run.sentence
  const end = tokens[reading.last]
  if (!/^(?:person|single)$/.test(reading.looks) || end === undefined) return false
  if (reading.titles.some((title) => ROLE_NOUNS.has(title))) return false
  if (reading.looks === 'single') return PLACE_NOUNS.has(end.lower) || WEEKDAYS.test(end.lower) || end.pos === 'NUM'
  return PLACE_NOUNS.has(end.lower) && pronounOfFirstName(keyOf(tokens, reading.coreFirst, reading.coreFirst)) === null
}

const placeKey = ({ run, coreFirst, last }: NameReading): string => keyOf(run.sentence.tokens, coreFirst, last)

/** Readings of names without places and the like: what stands behind "in" or "near" once is a place wherever it stands. */
export function withoutPlaces(readings: readonly NameReading[][]): NameReading[][] {
  const placed = readings.flat().filter(isPlaceByContext)
  const places = new Set(placed.map(placeKey))
  for (const reading of readings.flat()) {
    if (reading.titles.length > 0) places.delete(placeKey(reading))
    if (reading.looks === 'person' && reading.last > reading.coreFirst) places.delete(surnameOf(placeKey(reading)))
  }
  return readings.map((list) => list.filter((one) => !isNobody(one) && !(isLoose(one) && places.has(placeKey(one)))))
}

const isLoose = ({ looks, titles }: NameReading): boolean => /^(?:person|single)$/.test(looks) && titles.length === 0
