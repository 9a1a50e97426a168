import { type Line, readLine, wordsIn } from './line.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf, wordsOfLists } from './phrases.ts'
import { inAllLanguages } from './words/languages.ts'

const dateWords = wordsOfLists(inAllLanguages((words) => words.dates.words))
const openings = makeOpenings(
  inAllLanguages((words) => words.dates.openings)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, phrase] as const),
)
const maxLength = 120
const maxWords = 14
const number = /^\d{1,4}(?:st|nd|rd|th|h\d{0,2}|am|pm|º|er|го|й|min|h)?$/u
/** Figures alone are a date only in this order. */
const figures = /\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}/
const sentenceEnd = /[.!?]$/
const isNumber = (word: string): boolean => number.test(word)
/** Whether a word in lower case may stand in a date. */
export const isDateWord = (word: string): boolean => dateWords.has(word) || isNumber(word)

/** After "Published" or "Updated" a date comes first; what follows it may name the author. */
function opensAsDate(line: Line, words: string[]): boolean {
  const [longest] = openingsOf(openings, line)
  if (longest === undefined || words.length > maxWords) return false
  const next = words.slice(longest.count, longest.count + 3)
  return next.some(isNumber) && next.every(isDateWord) && !(sentenceEnd.test(line.text) && words.length > 8)
}

/** {@link isDateLine} for a line that was read already. */
export function givesDate(line: Line): boolean {
  const [first = ''] = line.opening
  if (line.text.length > maxLength || !/\d/.test(line.text) || line.text.includes('%')) return false
  if (!isDateWord(first) && openingsOf(openings, line).length === 0) return false
  const words = wordsIn(line.text)
  if (opensAsDate(line, words)) return true
  if (words.length < 2 || words.length > maxWords || !words.every(isDateWord)) return false
  return words.some((word) => !/^\d/.test(word)) || figures.test(line.text)
}

/** A line that only gives a date or time. */
export function isDateLine(line: string): boolean {
  return line.length <= maxLength && givesDate(readLine(line))
}
