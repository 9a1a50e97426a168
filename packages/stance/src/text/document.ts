import { foldUnits } from './fold.ts'
import { findQuotes } from './quotes.ts'
import { splitSentences } from './sentences.ts'
import { type Token, tokenise } from './tokens.ts'

/** One sentence with its tokens; `paragraph` counts from 0. */
export type Sentence = {
  readonly index: number
  readonly paragraph: number
  readonly inTitle: boolean
  readonly tokens: readonly Token[]
  readonly start: number
  readonly end: number
}

/** A text read once: sentences carry offsets into `text`. */
export type Document = { readonly text: string; readonly sentences: readonly Sentence[] }

const LONGEST_PARAGRAPH = 8_000
const LONGEST_TEXT = 120_000
/** Runs without a space are addresses or noise; blanked, they cost the tagger nothing. */
const NOISE = /\S{90,}/g

type Paragraph = { readonly text: string; readonly start: number }

function cutLong(line: string, start: number): Paragraph[] {
  const pieces: Paragraph[] = []
  for (let at = 0; at < line.length; ) {
    let end = Math.min(line.length, at + LONGEST_PARAGRAPH)
    if (end < line.length) {
      const space = line.lastIndexOf(' ', end)
      if (space > at) end = space
    }
    pieces.push({ text: line.slice(at, end), start: start + at })
    at = end
  }
  return pieces
}

/** Archives write double marks as two single ones; a mark and a blank keep every offset. */
function unifyMarks(line: string): string {
  return line.replace(/(^|[\s(])''(?=\S)/g, '$1 "').replace(/''/g, '" ')
}

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '') paragraphs.push(...cutLong(unifyMarks(line), start))
    start += line.length + 1
  }
  return paragraphs
}

function quotedAt(paragraph: Paragraph): (at: number) => boolean {
  const spans = findQuotes(paragraph.text)
  let next = 0
  return (at) => {
    const local = at - paragraph.start
    while (next < spans.length && (spans[next]?.end ?? 0) <= local) next += 1
    const span = spans[next]
    return span !== undefined && span.start <= local && local < span.end
  }
}

/** "PORT ELDEN, May 3 (Wire) - The council ...": place, date and agency before the dash are nobody's words. */
function withoutDateline(tokens: Token[]): Token[] {
  const dash = tokens.findIndex(
    (token, at) => /^(?:—|–|-|--)$/.test(token.text) && (tokens[at - 1]?.end ?? 0) < token.start,
  )
  const isPlace =
    /^\p{Lu}{3,}/u.test(tokens[0]?.text ?? '') || tokens.slice(0, dash).some((token) => token.text === ')')
  return dash > 0 && dash < 16 && isPlace ? tokens.slice(dash + 1) : tokens
}

/**
 * Sentences of a text, at most its first 120,000 units. Paragraphs are separated by line breaks.
 * `inTitle` marks sentences read from a title, whose offsets count in the title.
 */
export function readDocument(text: string, inTitle = false): Document {
  const sentences: Sentence[] = []
  const capped = text.slice(0, LONGEST_TEXT)
  for (const [paragraph, piece] of paragraphsOf(capped).entries()) {
    const folded = foldUnits(piece.text).replace(NOISE, (run) => ' '.repeat(run.length))
    const words = tokenise(folded, piece.start, quotedAt(piece))
    for (const tokens of splitSentences(paragraph < 4 ? withoutDateline(words) : words)) {
      const start = tokens[0]?.start ?? piece.start
      const end = tokens.at(-1)?.end ?? start
      sentences.push({ index: sentences.length, paragraph, inTitle, tokens, start, end })
    }
  }
  return { text, sentences }
}
