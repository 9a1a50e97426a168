import { doublesCaption } from './caption.ts'
import { isCommentsLabel } from './labels.ts'
import { type FurnitureKind, furnitureKind } from './line-kind.ts'

/** A paragraph on its way into the article. */
export interface Paragraph {
  text: string
  isHeading: boolean
  isItem: boolean
}

const sentenceEnd = /[.!?…。！？]["'”’»“)\]]{0,3}$/u
const maxHeadline = 170
/** A heading ends the article only when at least this share of the text stands above it. */
const minShareAbove = 0.4

/** What the last furniture takes with it: a list heading the headlines below, an offer its list of advantages. */
type Following = 'headlines' | 'items' | null

const endsSentence = (text: string): boolean => sentenceEnd.test(text.slice(-6)) && !text.endsWith('?')

function isHeadline(paragraph: Paragraph, next: Paragraph | undefined): boolean {
  if (paragraph.text.length > maxHeadline || endsSentence(paragraph.text)) return false
  const opensSection = paragraph.isHeading && next !== undefined && endsSentence(next.text)
  return !opensSection
}

function isTaken(paragraph: Paragraph, next: Paragraph | undefined, following: Following): boolean {
  if (following === 'items') return paragraph.isItem
  return following === 'headlines' && isHeadline(paragraph, next)
}

function followingOf(kind: FurnitureKind, before: Following): Following {
  if (kind === 'list-heading') return 'headlines'
  if (kind === 'offer') return 'items'
  return kind === 'line' ? before : null
}

/** The kind of a paragraph where it stands: a date that heads a section of the article belongs to it. */
function kindInPlace(paragraph: Paragraph, isBelowText: boolean): FurnitureKind | null {
  const kind = furnitureKind(paragraph.text)
  if (kind === 'line' && paragraph.isHeading && isCommentsLabel(paragraph.text)) return 'tail-heading'
  return kind === 'byline' && paragraph.isHeading && isBelowText ? null : kind
}

/** Drops paragraphs that only surround an article: buttons, prompts, captions, bylines, lists of other articles, forms. */
export function sweepFurniture(paragraphs: Paragraph[]): Paragraph[] {
  const total = paragraphs.reduce((sum, one) => sum + one.text.length, 0)
  const kept: Paragraph[] = []
  let above = 0
  let following: Following = null
  for (const [at, paragraph] of paragraphs.entries()) {
    const kind = kindInPlace(paragraph, kept.length > 0)
    const next = paragraphs[at + 1]
    if (kind === 'tail-heading' && above >= minShareAbove * total && above > 0) break
    above += paragraph.text.length
    if (kind !== null) {
      following = followingOf(kind, following)
      continue
    }
    if (isTaken(paragraph, next, following)) continue
    following = null
    if (!doublesCaption(paragraph.text, next?.text ?? '')) kept.push(paragraph)
  }
  return withoutLooseHeadings(kept)
}

/** A heading needs a paragraph below it. */
function withoutLooseHeadings(paragraphs: Paragraph[]): Paragraph[] {
  return paragraphs.filter(
    (one, at) => !one.isHeading || (paragraphs[at + 1] !== undefined && paragraphs[at + 1]?.isHeading === false),
  )
}
