import type { Line } from './line.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf } from './phrases.ts'
import { inAllLanguages } from './words/languages.ts'

const rows = inAllLanguages((words) => words.leads.split(',')).flat()
const leads = makeOpenings(
  rows.flatMap((row) =>
    phrasesOf(row).map((phrase) => [phrase, { needsMark: row.endsWith(':') || !phrase.includes(' ') }] as const),
  ),
)
const maxLength = 220
const mark = /^[^\p{L}\p{N}\s]{0,3}[:|>»›→▶–—]/u
const sentenceEnd = /[.!…]["'”’»)]?$/
const isUpper = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase()

/** Set off from what follows by a colon, a dash or an arrow, or by capitals. */
function isMarked(text: string, end: number): boolean {
  if (mark.test(text.slice(end, end + 8).trimStart())) return true
  return isUpper(text.slice(0, end)) && !isUpper(text)
}

/** A label with nothing behind it may head a section of the article. */
const hasMore = (text: string, end: number): boolean => /[\p{L}\p{N}]/u.test(text.slice(end, end + 40))

/** Whether a line opens with words that lead to another article and is no sentence of its own. */
export function leadsElsewhere(line: Line): boolean {
  const { text } = line
  if (text.length > maxLength) return false
  const [longest] = openingsOf(leads, line)
  if (longest === undefined) return false
  if (!hasMore(text, line.ends[longest.count - 1] ?? 0)) return false
  const marked = isMarked(text, line.ends[longest.count - 1] ?? 0)
  if (longest.value.needsMark && !marked) return false
  return (marked && longest.count > 1) || !sentenceEnd.test(text.slice(-3))
}
