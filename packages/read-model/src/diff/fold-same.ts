import type { DiffPart } from './diff-texts.ts'

/** A stretch of a diff; `folded` where the text was left out: how many UTF-16 code units of it. */
export type FoldedPart = DiffPart & { readonly folded?: number }

// About two lines.
const keptAround = 160

/** Leaves out the middle of long stretches that are the same: what stands around a change is kept. */
export function foldSame(parts: readonly DiffPart[]): FoldedPart[] {
  return parts.flatMap((part, at) => {
    const { is, text } = part
    const head = at === 0 ? 0 : wordEnd(text, keptAround)
    const tail = at === parts.length - 1 ? text.length : wordStart(text, text.length - keptAround)
    if (is !== 'same' || tail - head <= keptAround) return [part]
    const folded: FoldedPart[] = [
      { is, text: text.slice(0, head) },
      { is, text: '', folded: tail - head },
      { is, text: text.slice(tail) },
    ]
    return folded.filter((some) => some.text !== '' || some.folded !== undefined)
  })
}

// A space is looked for a word's length away and no further: some texts have none.
const wordMax = 40

function wordEnd(text: string, from: number): number {
  const space = text.slice(from, from + wordMax).search(/\s/)
  return space === -1 ? wholeAt(text, from) : from + space
}

function wordStart(text: string, from: number): number {
  const space = text.slice(Math.max(0, from - wordMax), from).lastIndexOf(' ')
  return space === -1 ? wholeAt(text, Math.max(0, from)) : Math.max(0, from - wordMax) + space + 1
}

/** Never between the two halves of a character. */
function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc_00 && code <= 0xdf_ff ? at - 1 : at
}
