import { firstLetters, type Line, wordsIn } from './line.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf } from './phrases.ts'
import { inAllLanguages } from './words/languages.ts'

const letters = (phrase: string): string => phrase.replaceAll(' ', '')
const foldedSet = (lists: string[]): ReadonlySet<string> => new Set(lists.flatMap(phrasesOf).map(letters))

const labels = foldedSet(inAllLanguages((words) => Object.values(words.labels).join(', ')))
const commentLabels = foldedSet(inAllLanguages((words) => words.labels.comments))
const lists = foldedSet(inAllLanguages((words) => words.listHeadings))
const tails = foldedSet(inAllLanguages((words) => words.tailHeadings))

const headings = makeOpenings([
  ...inAllLanguages((words) => words.listHeadings)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, 'list-heading'] as const),
  ...inAllLanguages((words) => words.tailHeadings)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, 'tail-heading'] as const),
])
/** What follows a heading that stands in one line with its list or with the first comment. */
const firstOf = { 'list-heading': /^:?\s?[•·▪►»]/, 'tail-heading': /^:?\s(?:\p{Lu}[\p{L}\p{N}'’.-]{0,20}\s?){1,4}:\s/u }
const maxLength = 140
const maxGluedLength = 420
const startLength = 4

/** Lengths of the phrases that begin with the same letters: most lines are refused by their first four. */
function lengthsByStart(phrases: Iterable<string>): ReadonlyMap<string, number[]> {
  const lengths = new Map<string, Set<number>>()
  for (const phrase of phrases) {
    const start = phrase.slice(0, startLength)
    lengths.set(start, (lengths.get(start) ?? new Set()).add(phrase.length))
  }
  return new Map([...lengths].map(([start, all]) => [start, [...all].sort((a, b) => b - a)]))
}

type LabelKind = 'line' | 'list-heading' | 'tail-heading'

const kinds: ReadonlyMap<string, LabelKind> = new Map([
  ...[...labels].map((phrase) => [phrase, 'line'] as const),
  ...[...lists].map((phrase) => [phrase, 'list-heading'] as const),
  ...[...tails].map((phrase) => [phrase, 'tail-heading'] as const),
])
const lengths = lengthsByStart(kinds.keys())

/** How long the first of several phrases is that make up a folded text, glued together as rows of buttons come out; 0 for another text. */
function firstOfRow(folded: string): number {
  const reached = new Map([[0, 0]])
  for (const [from, first] of reached) {
    if (from === folded.length) return first
    for (const length of lengths.get(folded.slice(from, from + startLength)) ?? []) {
      const to = from + length
      if (length >= startLength && !reached.has(to) && kinds.has(folded.slice(from, to)))
        reached.set(to, first || length)
    }
  }
  return 0
}

/** Says which label or heading of furniture a whole line is; a row is what its first phrase is. A line without any letters says nothing. */
export function labelKind({ text, lower }: Line): LabelKind | null {
  if (text.length > maxLength) return null
  const start = firstLetters(lower, startLength)
  if (start === '') return 'line'
  if (!lengths.has(start)) return null
  const folded = wordsIn(text).join('')
  return kinds.get(folded) ?? kinds.get(folded.slice(0, firstOfRow(folded))) ?? null
}

/** Says which heading a line opens with that goes on with what stood below it: "Elsewhere on this site • Who owns the bridge". */
export function gluedHeading(line: Line): 'list-heading' | 'tail-heading' | null {
  const [longest] = openingsOf(headings, line)
  if (longest === undefined || line.text.length > maxGluedLength) return null
  const end = line.ends[longest.count - 1] ?? 0
  return firstOf[longest.value].test(line.text.slice(end, end + 100)) ? longest.value : null
}

/** Whether a line says that comments are, or can be made, and nothing else but their number. */
export function isCommentsLabel(line: string): boolean {
  return line.length <= maxLength && commentLabels.has(wordsIn(line.replace(/\d+/g, ' ')).join(''))
}
