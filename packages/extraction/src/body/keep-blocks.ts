import { homeOf, isWithin } from '../page/block.ts'
import { Mark } from '../page/mark.ts'
import { isHeading } from '../page/tags.ts'
import type { BlockFacts } from './block-facts.ts'
import { isKin, type Region } from './find-region.ts'

const minSentenceLength = 60
const minLineLength = 20
const minQuoteLength = 12
const linkLine = 0.6
/** How many blocks around the long paragraphs are looked at. */
const maxOpening = 8
const maxClosing = 30

/** Marks of single blocks that are no text of the article, wherever they stand. */
const notText = Mark.caption | Mark.date | Mark.author | Mark.share | Mark.tags | Mark.related | Mark.ad | Mark.form

/** Parts of the page that repeat its description for other purposes. */
const notPage = Mark.nav | Mark.foot | Mark.comment | Mark.side | Mark.asideTag

export interface Selection {
  facts: BlockFacts[]
  region: Region
  isInside: (fact: BlockFacts) => boolean
  /** Index of the title that the body stands under, or -1. */
  titleAt: number
}

interface Span {
  first: number
  last: number
}

function spanOf({ facts, region, isInside, titleAt }: Selection): Span | null {
  const isBody = (fact: BlockFacts, at: number): boolean =>
    at > titleAt && fact.mass > 0 && isInside(fact) && region.homes.has(homeOf(fact.block))
  const first = facts.findIndex(isBody)
  return first < 0 ? null : { first, last: facts.findLastIndex(isBody) }
}

function isListItem(fact: BlockFacts): boolean {
  return fact.block.container.tag === 'li' || fact.block.container.tag === 'tr' || fact.block.container.tag === 'dd'
}

function isWorthKeeping(fact: BlockFacts, selection: Selection): boolean {
  const { block, length } = fact
  const isHome = isKin(homeOf(block), selection.region)
  if (block.linkDensity > linkLine) return isHome && fact.endsSentence && length > 2 * minSentenceLength
  if (isHeading(block.container.tag)) return length <= 200 && block.container.tag !== 'h1'
  if (isListItem(fact)) return block.linkDensity < 0.4 && length > 12
  if (block.container.allMarks & Mark.quote) return length > minQuoteLength
  if (isHome) return fact.endsSentence || length >= minLineLength || block.container.tag === 'p'
  return length >= minSentenceLength && fact.endsSentence && block.linkDensity < 0.35
}

/** A standfirst stands between the title and the body and reads like a sentence. */
function isStandfirst(fact: BlockFacts, at: number, selection: Selection): boolean {
  if (fact.block.linkDensity > 0.2 || fact.isTitle) return false
  if (at <= selection.titleAt || selection.titleAt < 0) return false
  const isLead = (fact.block.container.marks & Mark.lead) !== 0
  return fact.length >= (isLead ? 30 : minSentenceLength) && (isLead || fact.endsSentence) && fact.length < 600
}

/** Short lines that open the body in its own container, such as a question before the first long paragraph. */
function opensBody(fact: BlockFacts, at: number, selection: Selection, span: Span): boolean {
  const isNear = at > selection.titleAt && span.first - at <= maxOpening
  return isNear && fact.block.linkDensity < 0.4 && fact.endsSentence && isKin(homeOf(fact.block), selection.region)
}

/** Lines of the body's own container, and lists in it, below the last long paragraph. */
function closesBody(fact: BlockFacts, at: number, selection: Selection, span: Span): boolean {
  if (at - span.last > maxClosing || !isWorthKeeping(fact, selection)) return false
  const home = homeOf(fact.block)
  if (selection.region.homes.has(home)) return true
  return (
    isListItem(fact) && fact.block.linkDensity < 0.2 && home.parent !== null && selection.region.homes.has(home.parent)
  )
}

function isOfBody(fact: BlockFacts, at: number, selection: Selection, span: Span): boolean {
  const { container, inlineMarks } = fact.block
  if (fact.isTitle || (container.marks | inlineMarks) & notText) return false
  if (at < span.first && fact.isDescription && fact.length >= 40) return (container.allMarks & notPage) === 0
  if (!selection.isInside(fact)) return false
  if (at < span.first && isStandfirst(fact, at, selection)) return true
  if (!isWithin(container, selection.region.core)) return false
  if (at < span.first) return opensBody(fact, at, selection, span)
  if (at > span.last) return closesBody(fact, at, selection, span)
  return isWorthKeeping(fact, selection)
}

/** Decides for every block whether it belongs to the article; the answer lists those that do. */
export function keepBlocks(selection: Selection): BlockFacts[] {
  const span = spanOf(selection)
  if (!span) return []
  return selection.facts.filter((fact, at) => isOfBody(fact, at, selection, span))
}
