import { wordsIn } from './line.ts'

const joined = (phrase: string): string => wordsIn(phrase).join(' ')

/** All ways to read a phrase with alternatives: `share this/ article` is "share this article" and "share article". */
function alternativesOf(phrase: string): string[] {
  let readings = ['']
  for (const word of phrase.trim().split(' '))
    readings = readings.flatMap((reading) => word.split('/').map((one) => `${reading} ${one.replaceAll('_', ' ')}`))
  return readings
}

/** A phrase as it is also written: without accents in Latin script, without the dots of ё in Cyrillic. */
function plainSpelling(phrase: string): string {
  if (/[\u0400-\u04ff]/.test(phrase)) return phrase.replaceAll('ё', 'е')
  return phrase.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
}

/** The phrases that a list in the notation of `FurnitureWords` stands for: words in lower case with one space between. */
export function phrasesOf(list: string): string[] {
  const phrases = list.split(',').flatMap(alternativesOf).map(joined)
  return [...new Set(phrases.flatMap((phrase) => [phrase, plainSpelling(phrase)]))].filter((phrase) => phrase !== '')
}

/** The single words of such a list. */
export function wordsOfLists(lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap(phrasesOf).flatMap((phrase) => phrase.split(' ')))
}
