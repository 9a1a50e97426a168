import { homeOf, isWithin } from '../page/block.ts'
import { Mark } from '../page/mark.ts'
import { isHeading } from '../page/tags.ts'
import type { BlockFacts } from './block-facts.ts'
import { isKin, type Region } from './find-region.ts'

const minSentenceLength = 60
const minLineLength = 20
const minQuoteLength = 12
const linkLine = 0.6

/** Marks of single blocks that are no text of the article, wherever they stand. */
const notText = Mark.caption | Mark.date | Mark.author | Mark.share | Mark.tags | Mark.related | Mark.ad | Mark.form

export interface Selection {
  facts: BlockFacts[]
  region: Region
  isInside: (fact: BlockFacts) => boolean
  titleAt: number
}

interface Span {
  first: number
  last: number
}

function spanOf({ facts, region, isInside }: Selection): Span | null {
  const isBody = (fact: BlockFacts): boolean => fact.mass > 0 && isInside(fact) && region.homes.has(homeOf(fact.block))
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
  if (fact.isDescription && fact.length >= 30) return true
  if (at <= selection.titleAt || selection.titleAt < 0) return false
  const isLead = (fact.block.container.marks & Mark.lead) !== 0
  return fact.length >= (isLead ? 30 : minSentenceLength) && (isLead || fact.endsSentence) && fact.length < 600
}

/** Decides for every block whether it belongs to the article; the answer lists those that do. */
export function keepBlocks(selection: Selection): BlockFacts[] {
  const span = spanOf(selection)
  if (!span) return []
  const { facts, region, isInside } = selection
  return facts.filter((fact, at) => {
    const { container, inlineMarks } = fact.block
    if (fact.isTitle || (container.marks | inlineMarks) & notText || !isInside(fact)) return false
    if (at < span.first) return isStandfirst(fact, at, selection)
    if (!isWithin(container, region.core)) return false
    if (at > span.last)
      return region.homes.has(homeOf(fact.block)) && isWorthKeeping(fact, selection) && at - span.last < 12
    return isWorthKeeping(fact, selection)
  })
}
