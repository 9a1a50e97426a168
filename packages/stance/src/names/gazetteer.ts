import { foldKey } from '../text/fold.ts'
import { ORGANISATIONS } from './organisations.ts'
import { PLACES } from './places.ts'

/** What a name in the gazetteer stands for. */
export type GazetteerEntry = { readonly name: string; readonly type: 'country' | 'organisation' }

type Gazetteer = {
  readonly names: ReadonlyMap<string, GazetteerEntry>
  readonly adjectives: ReadonlyMap<string, string>
}

const lines = (data: string): string[][] =>
  data
    .trim()
    .split('\n')
    .map((line) => line.split('|'))
const listed = (field: string | undefined): string[] => (field ?? '').split(',').filter((name) => name !== '')

function readGazetteer(): Gazetteer {
  const names = new Map<string, GazetteerEntry>()
  const adjectives = new Map<string, string>()
  for (const [name = '', people, others] of lines(PLACES)) {
    const usual = name.replace(/ government$/, '')
    for (const alias of [name, ...listed(others)]) {
      if (!alias.startsWith('?')) names.set(foldKey(alias), { name: usual, type: 'country' })
    }
    for (const adjective of listed(people)) adjectives.set(foldKey(adjective), usual)
  }
  for (const [name = '', others] of lines(ORGANISATIONS)) {
    for (const alias of [name, ...listed(others)]) names.set(foldKey(alias), { name, type: 'organisation' })
  }
  return { names, adjectives }
}

const gazetteer = readGazetteer()

/** The government or organisation a name stands for ("Berlin": Germany), by folded key. */
export function placeNamed(key: string): GazetteerEntry | null {
  return gazetteer.names.get(key) ?? null
}

/** The country an adjective or a people's name points to ("Polish", "Poles": Poland), by folded key. */
export function countryOfAdjective(key: string): string | null {
  return gazetteer.adjectives.get(key) ?? null
}

/** The adjective of a country ("Danish"), by its usual name; the name itself if none is known. */
export function adjectiveOfCountry(name: string): string {
  const line = lines(PLACES).find(([usual = '']) => usual.replace(/ government$/, '') === name)
  return listed(line?.[1])[0] ?? name
}

/** Every word the gazetteer knows for a country, adjectives included, folded. */
export function wordsForCountry(name: string): string[] {
  const words: string[] = []
  for (const [key, entry] of gazetteer.names) if (entry.name === name) words.push(key)
  for (const [key, country] of gazetteer.adjectives) if (country === name) words.push(key)
  return words
}
