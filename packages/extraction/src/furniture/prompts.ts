import { type Line, lastWord, wordsIn } from './line.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf } from './phrases.ts'
import { inAllLanguages } from './words/languages.ts'

/** What must follow an opening; nothing when the opening says enough. */
interface Prompt {
  isOffer: boolean
  /** Words with a space before them, and one behind unless any ending will do. */
  anywhere: string[]
  atEnd: string[]
}

const maxLength = 420
/** A line that is known by its end alone is shorter. */
const maxClosedLength = 260
/** What tells must begin within this many characters. */
const reach = 180
const dots = '...'

const forms = (list: string): string[] => list.split(',').map((one) => one.trim())

/** The phrases of a list, with a space before each and what `behind` gives for it behind. */
function spaced(list: string[], behind: string): string[] {
  return list.flatMap((one) => phrasesOf(one)).map((phrase) => ` ${phrase}${behind}`)
}

function readTells(list: string): Pick<Prompt, 'anywhere' | 'atEnd'> {
  const all = forms(list)
  const stems = all.filter((one) => one.endsWith('*'))
  const ends = all.filter((one) => one.endsWith('.'))
  const whole = all.filter((one) => !one.endsWith('*') && !one.endsWith('.'))
  return { anywhere: [...spaced(stems, ''), ...spaced(whole, ' ')], atEnd: spaced(ends, ' ') }
}

function readRule(rule: string, isOffer: boolean): (readonly [string, Prompt])[] {
  const [openings = '', tells] = rule.split(dots)
  const prompt = { isOffer, ...(tells === undefined ? { anywhere: [], atEnd: [] } : readTells(tells)) }
  return phrasesOf(openings).map((opening) => [opening, prompt] as const)
}

const promptRules = inAllLanguages((words) => Object.values(words.prompts)).flat(2)
const offerRules = inAllLanguages((words) => words.offers).flat()
const isClosing = (rule: string): boolean => rule.startsWith(dots)

const openings = makeOpenings([
  ...offerRules.flatMap((rule) => readRule(rule, true)),
  ...promptRules.filter((rule) => !isClosing(rule)).flatMap((rule) => readRule(rule, false)),
])

const closings = new Map<string, string[]>()
for (const phrase of promptRules.filter(isClosing).flatMap((rule) => phrasesOf(rule.slice(dots.length)))) {
  const last = phrase.slice(phrase.lastIndexOf(' ') + 1)
  closings.set(last, [...(closings.get(last) ?? []), ` ${phrase} `])
}

const quote = /^["'“„«»‘‚”]/
const speechDash = /^[—–-]\s/
const copyright = /^(?:©|\([cC]\)\s?\d)/

function isMet({ anywhere, atEnd }: Prompt, rest: string): boolean {
  const near = rest.slice(0, reach)
  return anywhere.some((tell) => near.includes(tell)) || atEnd.some((tell) => rest.endsWith(tell))
}

function promptOf(line: Line): Prompt | null {
  const met = openingsOf(openings, line)
  if (met.length === 0) return null
  const words = wordsIn(line.text)
  for (const { value, count } of met) {
    if (value.anywhere.length + value.atEnd.length === 0) return value
    if (isMet(value, ` ${words.slice(count).join(' ')} `)) return value
  }
  return null
}

function endsAsPrompt({ text, lower }: Line): boolean {
  if (text.length > maxClosedLength) return false
  const phrases = closings.get(lastWord(lower))
  if (phrases === undefined) return false
  const words = ` ${wordsIn(text).join(' ')} `
  return phrases.some((phrase) => words.endsWith(phrase))
}

/** Whether a line speaks to the reader about the outlet, or offers a subscription. Direct speech never does. */
export function promptKind(line: Line): 'line' | 'offer' | null {
  if (line.text.length > maxLength || quote.test(line.text)) return null
  if (line.text.length <= maxClosedLength && copyright.test(line.text)) return 'line'
  const prompt = speechDash.test(line.text) ? null : promptOf(line)
  if (prompt !== null) return prompt.isOffer ? 'offer' : 'line'
  return endsAsPrompt(line) ? 'line' : null
}
