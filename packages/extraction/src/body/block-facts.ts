import type { Block } from '../page/block.ts'
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
  /** Those that may carry the text. */
  scripts: readonly string[]
}

const maxMass = 800
/** A paragraph of running text is at least this long, in characters. */
const usualParagraph = 60
/** A heading longer than this is running text in the wrong element. */
const longestHeading = 120
const sample = 400
/** Blocks are looked up in this much of a declared body, in characters. */
const maxDeclared = 200_000
/** A heading and the title it shows differ by no more characters than these. */
const titleSlack = 40
/** Who opens like the description does so for as many letters. */
const describing = 40
const unlike = { isTitle: false, isDeclared: false, isDescription: false }
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu
const sentenceEnd = /[.!?…。！？।؟]["'”’»“)\]]{0,3}$/u
const sentenceMark = /[.!?…。！？，、,;:।؟]/u

/** A quick look whether there can be such letters at all. */
const mayBeUnspaced = /[\u0e00-\u0e7f\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff]/

function weightedLength(text: string): number {
  if (!mayBeUnspaced.test(text)) return text.length
  const dense = text.slice(0, sample).match(unspaced)?.length ?? 0
  return dense > 0.3 * Math.min(text.length, sample) ? text.length * 2.2 : text.length
}

function massOf(block: Block, length: number): number {
  if (length < usualParagraph || block.linkDensity >= 0.4) return 0
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
  const lengths = comparison.titles.map((title) => title.length)
  const shortestTitle = Math.min(...lengths) - titleSlack
  const longestTitle = Math.max(...lengths) + titleSlack
  // Most blocks are compared with nothing: to fold them all would take as long as to find them.
  const isTitle = ({ length }: string): boolean => length >= shortestTitle && length <= longestTitle
  return (text) => {
    const mayBeTitle = isTitle(text)
    const mayDescribe = description.length > 20 && text.length >= describing
    if (!mayBeTitle && !mayDescribe && body === '') return unlike
    const folded = fold(text.slice(0, body === '' ? 2 * describing : 240))
    return {
      isTitle: mayBeTitle && titles.has(fold(text)),
      isDeclared: body !== '' && folded.length > 12 && body.includes(folded.slice(0, 120)),
      isDescription: mayDescribe && folded.startsWith(description.slice(0, describing)),
    }
  }
}

/** Facts of all blocks of a page, in reading order. */
export function readFacts(blocks: Block[], comparison: Comparison): BlockFacts[] {
  const compare = makeComparer(comparison)
  return blocks.map((block) => {
    const length = weightedLength(block.text)
    return {
      block,
      length,
      endsSentence: sentenceEnd.test(block.text.slice(-6)),
      mass: massOf(block, length),
      ...compare(block.text),
    }
  })
}
