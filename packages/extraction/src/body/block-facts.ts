import type { Block, Container } from '../page/block.ts'
import { Mark } from '../page/mark.ts'
import { fold } from '../page/plain.ts'
import { isHeading } from '../page/tags.ts'

/** What the text of a block looks like, apart from where it stands. */
export interface BlockFacts {
  block: Block
  /** Characters, with those of unspaced scripts counted double: they say more each. */
  length: number
  /** Ends as a sentence does. */
  endsSentence: boolean
  /** Weight as running text: 0 for what does not read like a paragraph, else its length, capped. */
  mass: number
  isTitle: boolean
  /** Its words stand in the body that JSON-LD declares. */
  isDeclared: boolean
  /** Opens like the page's description. */
  isDescription: boolean
}

/** Declared texts that blocks are compared with. */
export interface Comparison {
  titles: string[]
  description: string | null
  body: string | null
}

const maxMass = 800
/** A paragraph of running text is at least this long, in characters. */
const usualParagraph = 60
/** On a page without any longer ones, this will do. */
export const shortParagraph = 25
/** A heading longer than this is running text in the wrong element. */
const longestHeading = 120
const sample = 400
/** Blocks are looked up in this much of a declared body, in characters. */
const maxDeclared = 200_000
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu
const sentenceEnd = /[.!?…。！？।؟]["'”’»“)\]]{0,3}$/u
const sentenceMark = /[.!?…。！？，、,;:।؟]/u

function weightedLength(text: string): number {
  const dense = text.slice(0, sample).match(unspaced)?.length ?? 0
  return dense > 0.3 * Math.min(text.length, sample) ? text.length * 2.2 : text.length
}

function massOf(block: Block, length: number, minLength: number): number {
  if (length < minLength || block.linkDensity >= 0.4) return 0
  if (block.container.allMarks & Mark.figure) return 0
  if (isHeading(block.container.tag) && length < longestHeading) return 0
  if (length <= 120 && !sentenceMark.test(block.text)) return 0
  return Math.min(length, maxMass)
}

function makeComparer(
  comparison: Comparison,
): (text: string) => Pick<BlockFacts, 'isTitle' | 'isDeclared' | 'isDescription'> {
  const titles = new Set(comparison.titles.map(fold).filter((title) => title.length > 8))
  const description = fold((comparison.description ?? '').slice(0, 200)).slice(0, 60)
  const body = comparison.body === null ? '' : fold(comparison.body.slice(0, maxDeclared))
  const longestTitle = Math.max(0, ...comparison.titles.map((title) => title.length)) + 40
  return (text) => {
    const folded = fold(text.slice(0, 240))
    return {
      isTitle: text.length <= longestTitle && titles.has(fold(text)),
      isDeclared: folded.length > 12 && body.includes(folded.slice(0, 120)),
      isDescription: description.length > 20 && folded.startsWith(description.slice(0, folded.length > 40 ? 40 : 60)),
    }
  }
}

/** Facts of all blocks of a page, in reading order; only paragraphs of `minLength` characters count as running text. */
export function readFacts(blocks: Block[], comparison: Comparison, minLength = usualParagraph): BlockFacts[] {
  const compare = makeComparer(comparison)
  return blocks.map((block) => {
    const length = weightedLength(block.text)
    return {
      block,
      length,
      endsSentence: sentenceEnd.test(block.text.slice(-6)),
      mass: massOf(block, length, minLength),
      ...compare(block.text),
    }
  })
}

/** Sums masses up the tree: how much running text each container holds. */
export function massByContainer(facts: BlockFacts[], counts: (fact: BlockFacts) => boolean): Map<Container, number> {
  const masses = new Map<Container, number>()
  for (const fact of facts) {
    if (fact.mass === 0 || !counts(fact)) continue
    for (let at: Container | null = fact.block.container; at; at = at.parent)
      masses.set(at, (masses.get(at) ?? 0) + fact.mass)
  }
  return masses
}
