import type { GetArticle } from '../../api/answers.ts'
import type { Span } from './marks.ts'

type Statement = GetArticle['statements'][number]

/** A statement of an article, and where its words are seen. */
export type Evidence = {
  /** Counts from 1, in the order of reading: the title first. */
  readonly number: number
  readonly statement: Statement
  /** `nowhere`: the kept text does not hold these words where they were said to be. */
  readonly place: (Span & { readonly of: 'title' | 'text' }) | 'nowhere'
}

/** The statements of an article in the order in which they are read. */
export function evidenceOf({ title, text, statements }: Pick<GetArticle, 'title' | 'text' | 'statements'>): Evidence[] {
  return statements
    .map((statement) => ({ statement, place: placeOf(statement, title, text) }))
    .sort((a, b) => rank(a.place) - rank(b.place))
    .map((one, at) => ({ number: at + 1, ...one }))
}

function placeOf({ quote, start, end }: Statement, title: string, text: string | null): Evidence['place'] {
  if (start === null || end === null) return placeInTitle(quote, title)
  if (text === null || start < 0 || start >= end || end > text.length) return 'nowhere'
  // A long quotation is told by its beginning.
  return text.startsWith(quote, start) ? { of: 'text', start, end } : 'nowhere'
}

function placeInTitle(quote: string, title: string): Evidence['place'] {
  if (title === '') return 'nowhere'
  const at = title.indexOf(quote)
  return at < 0 ? { of: 'title', start: 0, end: title.length } : { of: 'title', start: at, end: at + quote.length }
}

function rank(place: Evidence['place']): number {
  if (place === 'nowhere') return Number.POSITIVE_INFINITY
  return place.of === 'title' ? place.start - 1_000_000 : place.start
}
