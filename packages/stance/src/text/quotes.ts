/** Start and end (exclusive) of a stretch between quotation marks, marks included, in UTF-16 units. */
export type QuoteSpan = { readonly start: number; readonly end: number }

const MARKS = /["“”„«»‘’']/g
const LONGEST_SINGLE_QUOTE = 700

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char)

function canOpen(before: string | undefined): boolean {
  return before === undefined || /[\s([{—–\-:/"“„«‘'>]/.test(before)
}

function canClose(after: string | undefined): boolean {
  return !isWord(after)
}

type Mark = { at: number; char: string; opens: boolean; closes: boolean; family: 'double' | 'single' }

function readMark(text: string, at: number): Mark {
  const char = text[at] ?? ''
  const before = text[at - 1]
  const after = text[at + 1]
  const family = char === "'" || char === '‘' || char === '’' ? 'single' : 'double'
  if (char === '“' || char === '„' || char === '«') return { at, char, opens: true, closes: char === '“', family }
  if (char === '‘') return { at, char, opens: true, closes: false, family }
  if (char === '”' || char === '»') return { at, char, opens: false, closes: true, family }
  if (char === '’') return { at, char, opens: false, closes: !isWord(after), family }
  const opens = canOpen(before) && after !== undefined && !/\s/.test(after)
  return { at, char, opens, closes: canClose(after) && before !== undefined, family }
}

/** Where a single-mark quotation closes: only a mark after a stop or comma surely is no apostrophe. */
function closeOfSingle(text: string, open: number): number {
  const reach = Math.min(text.length, open + LONGEST_SINGLE_QUOTE)
  let fallback = -1
  for (let at = open + 2; at < reach; at += 1) {
    const char = text[at]
    if (char !== "'" && char !== '’') continue
    if (isWord(text[at + 1])) continue
    if (/[.,!?;]/.test(text[at - 1] ?? '')) return at
    if (text[at - 1] !== 's' && fallback < 0) fallback = at
  }
  return fallback
}

function singleQuoteAt(paragraph: string, mark: Mark): QuoteSpan | null {
  if (!mark.opens || !canOpen(paragraph[mark.at - 1])) return null
  const close = closeOfSingle(paragraph, mark.at)
  return close < 0 ? null : { start: mark.at, end: close + 1 }
}

/**
 * Quotations of one paragraph, outermost only, in order. Curly marks go by direction, straight ones by their
 * neighbours; a double mark that opens and never closes runs to the end, as quotations over several paragraphs do.
 */
export function findQuotes(paragraph: string): QuoteSpan[] {
  const spans: QuoteSpan[] = []
  let open = -1
  for (const match of paragraph.matchAll(MARKS)) {
    const mark = readMark(paragraph, match.index)
    if (mark.at < (spans.at(-1)?.end ?? 0)) continue
    const span = mark.family === 'single' && open < 0 ? singleQuoteAt(paragraph, mark) : null
    if (span !== null) spans.push(span)
    if (mark.family === 'single') continue
    if (open >= 0 && mark.closes) spans.push({ start: open, end: mark.at + 1 })
    open = nextOpen(open, mark)
  }
  if (open >= 0) spans.push({ start: open, end: paragraph.length })
  return spans
}

/** Where the double mark stands that is open after this one, or -1. */
function nextOpen(open: number, mark: Mark): number {
  if (open >= 0) return mark.closes ? -1 : open
  return mark.opens ? mark.at : -1
}
