import type { Sentence } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'
import { pronounOfFirstName } from './first-names.ts'
import { countryOfAdjective, placeNamed } from './gazetteer.ts'
import { NAME_PARTICLES, NO_NAME, ORGANISATION_NOUNS, TITLE_WORDS } from './name-words.ts'

/** A run of capitalised words in a sentence that may be a name with its titles; token indices, `last` inclusive. */
export type NameRun = { readonly sentence: Sentence; readonly first: number; readonly last: number }

const COMMON_OPENER = /^(?:VERB|ADP|ADV|SCONJ|CCONJ|AUX|INTJ|DET|PRON|NUM|PART)$/

/** A line without a final stop whose words are mostly capitalised, as headlines of some outlets: capitals tell nothing there. */
export function isTitleCase(tokens: readonly Token[]): boolean {
  if (/^[.!?]$/.test(tokens.findLast((token) => token.text !== '"')?.text ?? '')) return false
  const words = tokens.filter((token) => /^\p{L}{4,}/u.test(token.text))
  return words.length > 2 && words.filter((token) => token.isCapital).length > 0.7 * words.length
}

function opensUtterance(tokens: readonly Token[], at: number): boolean {
  return at === 0 || /^["'(—–:•-]$/.test(tokens[at - 1]?.text ?? '')
}

function canBeName(token: Token | undefined): boolean {
  if (token?.isCapital !== true) return false
  return token.text === 'US' || (!NO_NAME.has(token.lower) && !/^\d/.test(token.text))
}

const acts = (next: Token | undefined): boolean =>
  next !== undefined && (/^(?:VERB|AUX|ADP)$/.test(next.pos) || /^(?:'s|,|:|\(|and|or|&|who)$/.test(next.lower))

const isPlural = (key: string, next: Token | undefined): boolean => /[^s]s$/.test(key) && next?.lower !== "'s"

/** A capital at the start of a sentence says nothing unless the word is written large elsewhere or is known. */
function isOrdinaryOpener(tokens: readonly Token[], at: number, proper: ReadonlySet<string>): boolean {
  const token = tokens[at]
  if (token === undefined || !opensUtterance(tokens, at)) return false
  const key = token.lower.replaceAll('.', '')
  if (/^[A-Z]{2,6}$/.test(token.text)) return false
  if (tokens[at + 1]?.text === '-' && tokens[at + 1]?.start === token.end && tokens[at + 2]?.isCapital) return false
  if (placeNamed(`${key} ${tokens[at + 1]?.lower ?? ''}`) !== null) return false
  if (proper.has(key) || placeNamed(key) !== null || countryOfAdjective(key) !== null) return false
  if (TITLE_WORDS.has(key)) return !canBeName(tokens[at + 1])
  if (token.pos === 'PROPN')
    return !canBeName(tokens[at + 1]) && (!acts(tokens[at + 1]) || isPlural(key, tokens[at + 1]))
  if (COMMON_OPENER.test(token.pos)) return true
  return !canBeName(tokens[at + 1]) || token.pos === 'ADJ' || token.lower.endsWith('s')
}

const TITLE_OR_INITIAL = /^(?:[A-Z]|Sen|Rep|Gov|Mr|Mrs|Ms|Dr|Gen|Lt|Col|St)$/

/** Whether a mark between capitals belongs to a name: "Lund-Berg", "J. Ruiz", "Marks & Co", "Users' Union". */
function markJoins(tokens: readonly Token[], at: number, token: Token, next: Token): boolean {
  const before = tokens[at - 1]
  if (token.text === '-') return next.isCapital && next.start === token.end && before?.end === token.start
  if (token.text === '.') return TITLE_OR_INITIAL.test(before?.text ?? '') && next.isCapital
  if (token.text === '&') return canBeName(next)
  return token.text === "'" && canBeName(next) && ORGANISATION_NOUNS.has(next.lower)
}

function joinsNext(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token === undefined || next === undefined) return false
  if (markJoins(tokens, at, token, next)) return true
  if (NAME_PARTICLES.has(token.lower))
    return canBeName(next) || (NAME_PARTICLES.has(next.lower) && canBeName(tokens[at + 2]))
  const before = tokens[at - 1]
  if (token.lower !== 'of' && token.lower !== 'for') return false
  if (pronounOfFirstName(next.lower) !== null) return false
  return before?.isCapital === true && ORGANISATION_NOUNS.has(before.lower) && canBeName(next)
}

function endOfRun(tokens: readonly Token[], from: number): number {
  let at = from + 1
  while (at < tokens.length) {
    if (canBeName(tokens[at])) at += 1
    else if (joinsNext(tokens, at)) at += 1
    else break
  }
  return at - 1
}

/** Capitalised words found in the middle of sentences: these are names wherever they stand. */
export function properWords(sentences: readonly Sentence[]): Set<string> {
  const proper = new Set<string>()
  for (const { tokens } of sentences) {
    if (isTitleCase(tokens)) continue
    for (const [at, token] of tokens.entries())
      if (at > 0 && !opensUtterance(tokens, at) && canBeName(token)) proper.add(token.lower.replaceAll('.', ''))
  }
  return proper
}

/** Words that name a body though none begins names by itself ("European Commission"); how many they are. */
function knownNameAt(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.isCapital !== true || tokens[at + 1]?.isCapital !== true) return 0
  for (const size of [3, 2]) {
    const words = tokens.slice(at, at + size).map((token) => token.lower.replaceAll('.', ''))
    if (words.length === size && placeNamed(words.join(' ')) !== null) return size
  }
  return 0
}

/** All runs of one sentence from left to right; none in a sentence written in title case. */
export function findRuns(sentence: Sentence, proper: ReadonlySet<string>): NameRun[] {
  const { tokens } = sentence
  const runs: NameRun[] = []
  for (let at = 0; at < tokens.length; ) {
    const known = knownNameAt(tokens, at)
    if (known === 0 && (!canBeName(tokens[at]) || isOrdinaryOpener(tokens, at, proper))) {
      at += 1
      continue
    }
    const last = endOfRun(tokens, at + Math.max(0, known - 1))
    runs.push({ sentence, first: at, last })
    at = last + 1
  }
  return runs
}
