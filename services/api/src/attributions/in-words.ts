import type { Attribution, Span } from '@stancewire/stance'

// Of a quotation that goes on over a page the beginning will do: its offsets tell where the rest is.
const wordsMax = 1_000

/** A stretch of an article's text in UTF-16 code units, and its words: of a longer one the first 1,000 units. */
type Words = Span & { readonly text: string }

/** A position of the archive with the place of its evidence; none for words of the title. */
type Placed = { readonly startAt: number | null; readonly endAt: number | null }

/** Attributions with their words, in the order of their contents, each with the statements whose evidence shares words with its content. */
export function inWords<Statement extends Placed>(
  text: string,
  found: readonly Attribution[],
  statements: readonly Statement[],
) {
  const words = wordsOf(text)
  return found.map(({ source, cue, content, ...rest }) => ({
    source: source && words(source),
    cue: cue && words(cue),
    content: words(content),
    ...rest,
    statements: statements.filter(
      ({ startAt, endAt }) => startAt !== null && endAt !== null && startAt < content.end && content.start < endAt,
    ),
  }))
}

function wordsOf(text: string): (span: Span) => Words {
  return ({ start, end }) => ({ start, end, text: beginning(text.slice(start, end)) })
}

/** No more than fits, and no half of a pair of surrogates. */
function beginning(words: string): string {
  return words.length <= wordsMax ? words : words.slice(0, wordsMax).replace(/[\ud800-\udbff]$/, '')
}
