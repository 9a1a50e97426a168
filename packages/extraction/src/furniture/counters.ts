import { type Line, wordsIn } from './line.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf } from './phrases.ts'
import { inAllLanguages } from './words/languages.ts'

const things: ReadonlySet<string> = new Set(inAllLanguages((words) => words.counters.things).flatMap(phrasesOf))
const openings = makeOpenings(
  inAllLanguages((words) => words.counters.openings)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, phrase] as const),
)
const discussions = makeOpenings(
  inAllLanguages((words) => words.counters.discussions)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, phrase] as const),
)
const maxLength = 60
const maxHeading = 200
const maxWords = 9
const score = /^\d+(?:[.,]\d+)?\s?\/\s?\d+$/
const amount = /^\d+(?:[km]|tys|тыс|тис)?$/

/** Whether a line counts the comments on an article by its title: "3 thoughts on “Ring roads”". */
export function headsComments(line: Line): boolean {
  const [first = ''] = line.opening
  if (!amount.test(first) || line.text.length > maxHeading) return false
  const behind = line.opening.slice(1)
  return openingsOf(discussions, { opening: behind }).some(({ count }) =>
    /^\s?["'“„«»‘:]/.test(line.text.slice(line.ends[count] ?? 0)),
  )
}

/** Whether a short line counts, rates or times the article: "12 comments", "4 min read", "Rating: 4.5 out of 5". */
export function countsSomething(line: Line): boolean {
  const { text } = line
  if (text.length > maxLength || !/\d/.test(text)) return false
  if (score.test(text)) return true
  const words = wordsIn(text.replace(/(\d)(?=\p{L}{3})/gu, '$1 '))
  if (words.length > maxWords) return false
  if (things.has(words.filter((word) => !amount.test(word)).join(' '))) return true
  const [longest] = openingsOf(openings, line)
  return longest !== undefined && words.slice(longest.count).some((word) => amount.test(word)) && words.length <= 7
}
