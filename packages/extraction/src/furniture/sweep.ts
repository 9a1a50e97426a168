import { doublesCaption } from './caption.ts'
import { furnitureKind } from './line-kind.ts'

/** A paragraph on its way into the article. */
export interface Paragraph {
  text: string
  isHeading: boolean
}

const sentenceEnd = /[.…。]["'”’»)\]]{0,3}$/u
const maxHeadline = 170
/** A heading ends the article only when at least this share of the text stands above it. */
const minShareAbove = 0.4

function isHeadline(text: string): boolean {
  return text.length <= maxHeadline && !sentenceEnd.test(text)
}

/** Drops paragraphs that only surround an article: buttons, prompts, captions, bylines, lists of other articles, forms. */
export function sweepFurniture(paragraphs: Paragraph[]): Paragraph[] {
  const total = paragraphs.reduce((sum, one) => sum + one.text.length, 0)
  const kept: Paragraph[] = []
  let above = 0
  let inList = false
  for (const [at, paragraph] of paragraphs.entries()) {
    const { text } = paragraph
    const kind = furnitureKind(text)
    const next = paragraphs[at + 1]
    above += text.length
    if (kind === 'tail-heading' && above >= minShareAbove * total) break
    if (kind !== null) {
      inList = kind === 'list-heading' || (inList && kind === 'line')
      continue
    }
    if (inList && isHeadline(text)) continue
    inList = false
    if (next && doublesCaption(text, next.text)) continue
    kept.push(paragraph)
  }
  return withoutLooseHeadings(kept)
}

/** A heading needs a paragraph below it. */
function withoutLooseHeadings(paragraphs: Paragraph[]): Paragraph[] {
  return paragraphs.filter(
    (one, at) => !one.isHeading || (paragraphs[at + 1] !== undefined && paragraphs[at + 1]?.isHeading === false),
  )
}
