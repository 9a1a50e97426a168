import { doublesCaption } from './caption.ts'
import { type FurnitureKind, furnitureKind } from './line-kind.ts'

/** A paragraph on its way into the article. */
export interface Paragraph {
  text: string
  isHeading: boolean
  isItem: boolean
}

const sentenceEnd = /[.…。]["'”’»)\]]{0,3}$/u
const maxHeadline = 170
/** A heading ends the article only when at least this share of the text stands above it. */
const minShareAbove = 0.4

/** What the last furniture takes with it: a list heading the headlines below, an offer its list of advantages. */
type Following = 'headlines' | 'items' | null

function isTaken(paragraph: Paragraph, following: Following): boolean {
  if (following === 'items') return paragraph.isItem
  return following === 'headlines' && paragraph.text.length <= maxHeadline && !sentenceEnd.test(paragraph.text)
}

function followingOf(kind: FurnitureKind, before: Following): Following {
  if (kind === 'list-heading') return 'headlines'
  if (kind === 'offer') return 'items'
  return kind === 'line' ? before : null
}

/** Drops paragraphs that only surround an article: buttons, prompts, captions, bylines, lists of other articles, forms. */
export function sweepFurniture(paragraphs: Paragraph[]): Paragraph[] {
  const total = paragraphs.reduce((sum, one) => sum + one.text.length, 0)
  const kept: Paragraph[] = []
  let above = 0
  let following: Following = null
  for (const [at, paragraph] of paragraphs.entries()) {
    const kind = furnitureKind(paragraph.text)
    above += paragraph.text.length
    if (kind === 'tail-heading' && above >= minShareAbove * total) break
    if (kind !== null) {
      following = followingOf(kind, following)
      continue
    }
    if (isTaken(paragraph, following)) continue
    following = null
    if (!doublesCaption(paragraph.text, paragraphs[at + 1]?.text ?? '')) kept.push(paragraph)
  }
  return withoutLooseHeadings(kept)
}

/** A heading needs a paragraph below it. */
function withoutLooseHeadings(paragraphs: Paragraph[]): Paragraph[] {
  return paragraphs.filter(
    (one, at) => !one.isHeading || (paragraphs[at + 1] !== undefined && paragraphs[at + 1]?.isHeading === false),
  )
}
