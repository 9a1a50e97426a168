/** A stretch of a text in UTF-16 code units. */
export type Span = { readonly start: number; readonly end: number }

/** Why a stretch is marked: evidence of a position, a part of "who said what", or words that stood elsewhere before. */
type Layer = 'evidence' | 'taken' | 'source' | 'cue' | 'content'

/** A stretch that is marked. Marks may overlap and may go over several paragraphs. */
export type Mark = Span & {
  readonly layer: Layer
  /** Names what the mark belongs to, such as a note. */
  readonly key: string
  /** The stance that evidence is of. */
  readonly stance?: string
}

/** A stretch of a paragraph over which the same marks lie. */
export type Piece = Span & {
  readonly text: string
  readonly marks: readonly Mark[]
  /** Those that end with it. */
  readonly ending: readonly Mark[]
}

/** The paragraphs of a text: what stands between line breaks, without those. */
export function paragraphsOf(text: string): Span[] {
  const found: Span[] = []
  for (const { index, 0: words } of text.matchAll(/[^\n\r]+/g)) {
    if (words.trim() !== '') found.push({ start: index, end: index + words.length })
  }
  return found
}

/** Marks that lie on a text, without the space behind their last word: of a word at least, and not beyond the end. */
export function marksWithin<One extends Span>(marks: readonly One[], text: string): One[] {
  return marks
    .filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
    .map((mark) => ({ ...mark, end: mark.start + text.slice(mark.start, mark.end).trimEnd().length }))
    .filter(({ start, end }) => start < end)
}

/** For each paragraph the marks that lie on it. */
export function marksByParagraph(paragraphs: readonly Span[], marks: readonly Mark[]): Mark[][] {
  return paragraphs.map(({ start, end }) => marks.filter((mark) => mark.start < end && start < mark.end))
}

/** The paragraph in which each mark is seen last, by its key: there its note belongs. */
export function lastPlaces(marked: readonly (readonly Mark[])[]): ReadonlyMap<string, number> {
  return new Map(marked.flatMap((marks, at) => marks.map(({ key }) => [key, at] as const)))
}

/** Cuts a paragraph wherever a mark begins or ends. */
export function piecesOf(text: string, { start, end }: Span, marks: readonly Mark[]): Piece[] {
  const cuts = new Set([start, end])
  for (const mark of marks) {
    if (mark.start > start) cuts.add(mark.start)
    if (mark.end < end) cuts.add(mark.end)
  }
  const inOrder = [...cuts].sort((a, b) => a - b)
  return inOrder.slice(1).map((to, at) => {
    const from = inOrder[at] ?? start
    const over = marks.filter((mark) => mark.start < to && from < mark.end)
    return {
      start: from,
      end: to,
      text: text.slice(from, to),
      marks: over,
      ending: over.filter((one) => one.end === to),
    }
  })
}

/** Of several pieces of evidence in one place the closest one: the shortest. */
export function closest(marks: readonly Mark[]): Mark | undefined {
  return marks.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0]
}
