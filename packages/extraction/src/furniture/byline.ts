import { isDateLine, isDateWord } from './date-line.ts'
import { type Line, readLine, wordsIn } from './line.ts'
import { countNames, isAgencies } from './names.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf } from './phrases.ts'
import { inAllLanguages } from './words/languages.ts'

const openings = makeOpenings(
  inAllLanguages((words) => words.bylines.openings)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, phrase] as const),
)
const maxLength = 120
const maxWords = 14
const nameAndDate = /^(\p{Lu}[^,|·•\d]{3,50})[,|·•] {0,2}(.{6,50})$/u
const maxNameWords = 8
const sentenceEnd = /[.!?:;]$/
/** "Von der Leyen", "Di Caprio": a name that begins like a byline. */
const nameGoesOn = /^(?:der|den|dem|zu|la|las|los)\b/i

/** {@link isByline} for a line that was read already. */
export function namesAuthor(line: Line): boolean {
  const { text } = line
  if (text.length > maxLength) return false
  if (isNameAndDate(text)) return true
  const [longest] = openingsOf(openings, line)
  if (longest === undefined || sentenceEnd.test(text)) return false
  const behind = text.slice(line.ends[longest.count - 1] ?? 0)
  const names = behind.replace(/^[\s:.,–—-]{1,4}/, '')
  if (names.length < 2 || nameGoesOn.test(names) || wordsIn(names).every(isDateWord)) return false
  if (names.split(' ').length > maxWords) return false
  const mayBeOne = /^\s?:/.test(behind) || longest.value.endsWith('by')
  return countNames(names, isDateWord) >= (mayBeOne ? 1 : 2) || isAgencies(names)
}

/** "Mira Tolland, 17 May 2024": a name, a date, and nothing else. */
function isNameAndDate(text: string): boolean {
  const [, name, date] = nameAndDate.exec(text) ?? []
  if (name === undefined || date === undefined || !isDateLine(date)) return false
  return wordsIn(name).length <= maxNameWords && countNames(name) >= 2
}

/** A line that names who wrote the article and nothing else. */
export function isByline(line: string): boolean {
  return line.length <= maxLength && namesAuthor(readLine(line))
}
