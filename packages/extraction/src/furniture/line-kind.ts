import { fold } from '../page/plain.ts'
import { isByline, isDateLine } from './byline.ts'
import { isPhotoCredit } from './caption.ts'
import { buttonPhrases, leadingPhrases, listHeadings, tailHeadings } from './phrases.ts'
import { counterPatterns, offerPatterns, promptPatterns } from './prompts.ts'

/** What a line is when it is not a line of the article. */
export type FurnitureKind = 'line' | 'byline' | 'caption' | 'offer' | 'list-heading' | 'tail-heading'

const phrasesOf = (rows: string[]): string[] => rows.flatMap((row) => row.split('|'))
const foldedSet = (rows: string[]): ReadonlySet<string> => new Set(phrasesOf(rows).map(fold))

const buttons = foldedSet(buttonPhrases)
const lists = foldedSet(listHeadings)
const tails = foldedSet(tailHeadings)
const leading = new Set(phrasesOf(leadingPhrases).map((phrase) => phrase.replace(/[^\p{L}\p{N}]+/gu, ' ')))
const longestButton = Math.max(...[...buttons].map((phrase) => phrase.length))
const maxButtonLine = 140
const maxLeadingLine = 220
const maxPromptLine = 420
const longestLeading = 5

/** Whether folded text is one known phrase, or several glued together as button rows come out. */
function isButtonRow(folded: string): boolean {
  if (buttons.has(folded)) return true
  const reached = new Array<boolean>(folded.length + 1).fill(false)
  reached[0] = true
  for (let from = 0; from < folded.length; from++) {
    if (!reached[from]) continue
    const most = Math.min(longestButton, folded.length - from)
    for (let length = 4; length <= most; length++) {
      if (buttons.has(folded.slice(from, from + length))) reached[from + length] = true
    }
  }
  return reached[folded.length] === true
}

/** Whether a line opens with words that lead elsewhere and is no sentence of its own. */
function leadsElsewhere(line: string): boolean {
  if (line.length > maxLeadingLine) return false
  const words = line
    .toLowerCase()
    .slice(0, 60)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  for (let count = Math.min(longestLeading, words.length); count > 0; count--) {
    const opening = words.slice(0, count).join(' ')
    if (!leading.has(opening)) continue
    const rest = line.slice(opening.length).trimStart()
    const isMarked =
      /^[^\p{L}\p{N}\s]{0,3}[:|>»→–—]/u.test(rest) ||
      line.slice(0, opening.length) === line.slice(0, opening.length).toUpperCase()
    if (count === 1) return isMarked && !/[.!]["”]?$/.test(line)
    return isMarked || !/[.!]["”’)]?$/.test(line)
  }
  return false
}

function isPrompt(line: string): boolean {
  if (line.length > maxPromptLine) return false
  const lower = line.toLowerCase()
  return (
    promptPatterns.some((pattern) => pattern.test(lower)) ||
    (line.length < 60 && counterPatterns.some((pattern) => pattern.test(lower)))
  )
}

function isOffer(line: string): boolean {
  if (line.length > maxPromptLine) return false
  const lower = line.toLowerCase()
  return offerPatterns.some((pattern) => pattern.test(lower))
}

function kindOfPhrase(folded: string): FurnitureKind | null {
  if (folded === '') return 'line'
  if (tails.has(folded)) return 'tail-heading'
  if (lists.has(folded)) return 'list-heading'
  return isButtonRow(folded) ? 'line' : null
}

/** Says what kind of furniture a line is, or null when it may belong to the article. */
export function furnitureKind(line: string): FurnitureKind | null {
  const known = line.length <= maxButtonLine ? kindOfPhrase(fold(line)) : null
  if (known !== null) return known
  if (isByline(line) || isDateLine(line)) return 'byline'
  if (isPhotoCredit(line)) return 'caption'
  if (isOffer(line)) return 'offer'
  return leadsElsewhere(line) || isPrompt(line) ? 'line' : null
}
