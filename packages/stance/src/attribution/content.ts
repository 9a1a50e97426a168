import type { Sentence } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'

/** Token range `[from, to)` of one sentence. */
export type Range = { readonly from: number; readonly to: number }

const EDGE = /^(?:[,:;.—–]|that)$/
const OBJECT = /^(?:DET|ADJ|NOUN|PROPN|PRON|NUM|PART|ADP|CCONJ)$/

/** Drops commas, "that" and stray marks from both ends. */
export function trimRange(tokens: readonly Token[], range: Range): Range {
  let { from, to } = range
  while (from < to && EDGE.test(tokens[from]?.lower ?? '')) from += 1
  while (to > from && /^(?:[,:;.—–(]|and|but|while)$/.test(tokens[to - 1]?.lower ?? '')) to -= 1
  return { from, to }
}

/** Number of words, marks not counted. */
export function countWords(tokens: readonly Token[], range: Range): number {
  let count = 0
  for (let at = range.from; at < range.to; at += 1) if (/[\p{L}\p{N}]/u.test(tokens[at]?.text ?? '')) count += 1
  return count
}

/** Where content begins if it begins by token `at`, or null. */
function contentOpensAt(tokens: readonly Token[], at: number, from: number): number | null {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (token === undefined) return null
  if (token.lower === 'that' || token.text === ':') return at + 1
  if (token.text === ',' && tokens[at + 1]?.text === '"') return at + 1
  if (token.text === '"') return at
  if (at === from) return null
  if (token.pos === 'PRON' && before?.pos !== 'ADP') return at
  return token.pos === 'DET' && /^(?:NOUN|PROPN)$/.test(before?.pos ?? '') ? at : null
}

/** Where what is said begins after a verb with a listener: "told reporters in Oslo that ...". */
export function afterListener(tokens: readonly Token[], from: number, to: number): number {
  for (let at = from; at < Math.min(to, from + 16); at += 1) {
    const opening = contentOpensAt(tokens, at, from)
    if (opening !== null) return opening
    if (!OBJECT.test(tokens[at]?.pos ?? '')) break
  }
  return from
}

/** "said on Monday that ...": over a time or place between verb and "that". */
export function afterTime(tokens: readonly Token[], from: number, to: number): number {
  for (let at = from; at < Math.min(to, from + 7); at += 1) {
    const token = tokens[at]
    if (token === undefined || /^(?:VERB|AUX|PUNCT)$/.test(token.pos)) break
    if (token.lower === 'that' && at > from) return at + 1
  }
  return from
}

const REPORTER_GOES_ON =
  /^(?:but|although|though|citing|saying|adding|arguing|noting|calling|referring|according|even|including|despite|whereas)$/

/** Where words outside quotation marks stop being the speaker's: ", but ...", ", citing ...". */
export function endOfReport(tokens: readonly Token[], from: number, to: number): number {
  for (let at = from + 3; at < to; at += 1) {
    if (tokens[at]?.text !== ',' || tokens[at]?.quoted === true) continue
    if (REPORTER_GOES_ON.test(tokens[at + 1]?.lower ?? '') && tokens[at + 1]?.quoted !== true) return at
  }
  return to
}

/** The share of a range's words that stand between quotation marks. */
export function quotedShare(tokens: readonly Token[], range: Range): number {
  const words = tokens.slice(range.from, range.to).filter((token) => /[\p{L}\p{N}]/u.test(token.text))
  return words.length === 0 ? 0 : words.filter((token) => token.quoted).length / words.length
}

/** How far back a quotation reaches that began in earlier sentences of the paragraph. */
export function quoteStart(sentences: readonly Sentence[], at: number): number {
  let first = at
  while (first > 0 && sentences[first - 1]?.paragraph === sentences[at]?.paragraph) {
    const tokens = sentences[first - 1]?.tokens ?? []
    const last = tokens.at(-1)
    if (last?.quoted !== true || /["']/.test(last.text)) break
    first -= 1
  }
  const tokens = sentences[first]?.tokens ?? []
  if (first === at) return tokens[0]?.start ?? 0
  const open = tokens.findLastIndex((token, index) => token.quoted && tokens[index - 1]?.quoted !== true)
  return tokens[Math.max(0, open)]?.start ?? 0
}

/** Where quotation ends that goes on through the next sentences of the paragraph, or `end` if it does not. */
export function quoteEnd(sentences: readonly Sentence[], at: number, end: number): number {
  let reached = end
  for (
    let next = at + 1;
    sentences[next]?.paragraph === sentences[at]?.paragraph && next < sentences.length;
    next += 1
  ) {
    const tokens = sentences[next]?.tokens ?? []
    const words = tokens.filter((token) => /[\p{L}\p{N}]/u.test(token.text))
    if (words.length === 0 || !words.every((token) => token.quoted)) break
    reached = sentences[next]?.end ?? reached
  }
  return reached
}
