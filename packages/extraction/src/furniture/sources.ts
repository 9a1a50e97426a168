import type { Line } from './line.ts'
import { countNames, isAgencies } from './names.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf } from './phrases.ts'
import { inAllLanguages } from './words/languages.ts'

const openings = makeOpenings(
  inAllLanguages((words) => words.sources)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, phrase] as const),
)
const maxLength = 90
const maxCollaborators = 200
const bracketed = /^[-–—([\s]{1,3}(.{2,60}?)[)\]]?\.?$/u

/** Whether a line says where a story was taken from (an agency, a newspaper) or who helped, and nothing else. */
export function namesSource(line: Line): boolean {
  const { text } = line
  if (text.length > maxCollaborators) return false
  const agency = text.length <= maxLength ? bracketed.exec(text)?.[1] : undefined
  if (agency !== undefined && isAgencies(agency)) return true
  const [longest] = openingsOf(openings, line)
  if (longest === undefined) return false
  const behind = text.slice(line.ends[longest.count - 1] ?? 0)
  if (behind.trim().length < 3) return false
  if (/^\s?:/.test(behind)) return text.length <= maxLength
  const names = behind.trim().replace(/[)\]]?\.?$/, '')
  if (longest.count === 1) return isAgencies(names)
  return countNames(names) > 0
}
