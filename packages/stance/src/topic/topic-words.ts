import { nounForms, nounsOfVerb, verbForms } from '../phrases/inflection.ts'
import { foldUnits } from '../text/fold.ts'

const WORD = /[\p{L}\p{N}]+(?:\.[\p{L}]\b\.?)*|-/gu

/** The words of a topic entry, folded; short acronyms stay in capitals so that "US" never matches "us". */
export function wordsOf(entry: string): string[] {
  return (foldUnits(entry).match(WORD) ?? [])
    .filter((word) => word !== '-')
    .map((word) => (/^[A-Z][A-Z.]{1,4}$/.test(word) ? word : word.toLowerCase()))
}

const isCapitals = (word: string): boolean => /^[A-Z]/.test(word)

/** Pattern for a noun or name: its last word in both numbers. */
export function nounPattern(entry: string): string {
  const words = wordsOf(entry.replace(/^(?:the|a|an) /i, ''))
  return words
    .map((word, at) => {
      const isLast = at === words.length - 1
      if (isCapitals(word)) return isLast ? `${word}|${word}s` : word
      return isLast && word.length > 2 ? nounForms(word).join('|') : word
    })
    .join(' ')
}

/** Pattern for a keyword: a noun in both numbers or a verb in its forms. */
export function keywordPattern(entry: string): string {
  const words = wordsOf(entry)
  const last = words.at(-1)
  if (words.length !== 1 || last === undefined || isCapitals(last) || last.length < 4 || /^[A-Z]/.test(entry))
    return nounPattern(entry)
  return [...new Set([...nounForms(last), ...verbForms(last)])].join('|')
}

const SMALL = new Set([
  'in',
  'out',
  'up',
  'off',
  'down',
  'over',
  'on',
  'into',
  'away',
  'back',
  'to',
  'through',
  'aside',
  'for',
  'with',
  'from',
])

/** Pattern for a verb phrase: the verb in all forms and its plain nouns, the rest after a gap ("hand the files over"). */
export function verbPattern(entry: string): string {
  const [verb = '', ...rest] = wordsOf(entry)
  if (verb === '') return ''
  const forms = new Set(verbForms(verb))
  if (rest.length === 0) {
    for (const noun of [verb, ...nounsOfVerb(verb)]) for (const form of nounForms(noun)) forms.add(form)
  }
  const tail = rest.map((word, at) =>
    SMALL.has(word) ? word : at === rest.length - 1 ? nounForms(word).join('|') : word,
  )
  return [[...forms].join('|'), ...(tail.length > 0 ? ['..'] : []), ...tail].join(' ')
}
