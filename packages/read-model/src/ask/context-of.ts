/** What stands before and after some words in the same paragraph; an ellipsis where that was cut. */
export type QuoteContext = { readonly before: string; readonly after: string }

const most = 300
const cut = '…'

/**
 * The rest of the paragraph around `text.slice(start, end)`: whole words, at most 300 UTF-16 code units on each side. Paragraphs end at line
 * ends. Both are empty where the words do not stand in the text.
 */
export function contextOf(text: string, start: number, end: number): QuoteContext {
  if (!(start >= 0 && start < end && end <= text.length)) return { before: '', after: '' }
  const before = text.slice(Math.max(0, start - most), start)
  const after = text.slice(end, end + most)
  const lineStart = before.lastIndexOf('\n')
  const lineEnd = after.indexOf('\n')
  return {
    before: lineStart === -1 && start > most ? cut + fromWord(before) : before.slice(lineStart + 1).trimStart(),
    after: lineEnd === -1 && text.length > end + most ? toWord(after) + cut : sliceTo(after, lineEnd).trimEnd(),
  }
}

function sliceTo(text: string, end: number): string {
  return end === -1 ? text : text.slice(0, end)
}

/** Without the piece of a word at its start. */
function fromWord(piece: string): string {
  const at = piece.indexOf(' ')
  return at === -1 ? '' : piece.slice(at + 1)
}

/** Without the piece of a word at its end. */
function toWord(piece: string): string {
  const at = piece.lastIndexOf(' ')
  return at === -1 ? '' : piece.slice(0, at)
}
