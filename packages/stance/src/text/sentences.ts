import type { Token } from './tokens.ts'

const STOPS = new Set(['.', '!', '?', '...', '..', '?!', '!!'])
const CLOSERS = new Set(['"', "'", ')', ']'])
const LONGEST_SENTENCE = 160
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof sen rep gov gen lt col maj adm sgt capt st jr sr no vs etc inc ltd co corp jan feb mar apr jun jul aug sept sep oct nov dec hon rev'.split(
    ' ',
  ),
)

function isAbbreviation(token: Token | undefined): boolean {
  if (token === undefined) return false
  return ABBREVIATIONS.has(token.lower) || /^[A-Z]$/.test(token.text)
}

/** The tagger takes "in." for inches. */
const isWordWithStop = ({ text, lower }: Token): boolean =>
  /^\p{Ll}{2,12}\.$/u.test(text) && !ABBREVIATIONS.has(lower.slice(0, -1))

function closesSentence(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token !== undefined && isWordWithStop(token)) return true
  if (token === undefined || !STOPS.has(token.text)) return false
  return !(token.text === '.' && isAbbreviation(tokens[at - 1]))
}

function opensSentence(token: Token | undefined): boolean {
  return token === undefined || token.isCapital || /^["'([—–\-\d]/.test(token.text)
}

/** `"Why now?" Vega asked.` goes on after the mark: a short capitalised run and a verb of saying follow. */
function goesOnAfterQuote(tokens: readonly Token[], next: number, closed: boolean): boolean {
  if (!closed || tokens[next]?.isCapital !== true) return false
  for (let at = next; at < next + 7; at += 1) {
    const token = tokens[at]
    if (token === undefined || STOPS.has(token.text)) return false
    if (/^(?:said|says|asked|told|added|wrote|replied|warned|insisted|argued)$/.test(token.lower)) {
      return !/^(?:that|the|he|she|they|it|there)$/.test(tokens[at + 1]?.lower ?? '')
    }
  }
  return false
}

/** Where the sentence that begins at `from` ends: index behind its last token. */
function endOfSentence(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length; at += 1) {
    if (at - from >= LONGEST_SENTENCE) return at
    if (!closesSentence(tokens, at)) continue
    let next = at + 1
    while (
      next < tokens.length &&
      CLOSERS.has(tokens[next]?.text ?? '') &&
      tokens[next]?.start === tokens[next - 1]?.end
    )
      next += 1
    if (opensSentence(tokens[next]) && !goesOnAfterQuote(tokens, next, next > at + 1)) return next
    at = next - 1
  }
  return tokens.length
}

/** Tokens of one paragraph, cut into sentences; a sentence is never longer than 160 tokens. */
export function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = []
  for (let from = 0; from < tokens.length; ) {
    const end = Math.max(from + 1, endOfSentence(tokens, from))
    sentences.push(tokens.slice(from, end))
    from = end
  }
  return sentences
}
