import { furnitureKind } from './furniture/line-kind.ts'
import { oneLine } from './page/plain.ts'

/** A line of plain text; one that was broken at a fixed width is whole again. */
export interface TextLine {
  text: string
  isHeading: boolean
  isItem: boolean
}

const maxLength = 2_000_000
const wrapWidth = { least: 50, most: 100 }
/** Fewer lines do not show whether they were broken at a width. */
const fewLines = 6
/** A line shorter than this share of the widest was not broken by the width. */
const fullShare = 0.6
/** A line shorter than this share that ends a sentence ends its paragraph. */
const lastShare = 0.85
const sentenceEnd = /[.!?:…]["”’»)]?$/
const item = /^[-*•–]\s/
const headingMark = /^#{1,6}\s+/

const endsSentence = (line: string): boolean => sentenceEnd.test(line.slice(-3))

/** Lines of each block between blank lines. */
function blocksOf(text: string): string[][] {
  return text
    .slice(0, maxLength)
    .split(/\r?\n[^\S\n]*\r?\n/)
    .map((block) =>
      block
        .split(/[\r\n]+/)
        .map(oneLine)
        .filter((line) => line !== ''),
    )
}

/** Whether lines were broken at a fixed width, so that a paragraph spans several of them. */
function isWrapped(blocks: string[][]): boolean {
  const broken = blocks.flatMap((lines) => lines.slice(0, -1))
  if (broken.length < fewLines) return false
  const full = broken.filter(
    (line) => line.length >= wrapWidth.least && line.length <= wrapWidth.most && !endsSentence(line),
  )
  return full.length > 0.6 * broken.length
}

/** A byline or a date line among the lines at the top; the end of a sentence may look like one. */
const standsAlone = (line: string): boolean => !endsSentence(line) && furnitureKind(line) === 'byline'

/** The lines of a block, with those joined that only its width broke. */
function unwrap(lines: string[], width: number): string[] {
  const whole: string[][] = []
  let last = ''
  for (const line of lines) {
    const isBroken = last.length >= fullShare * width && !(endsSentence(last) && last.length < lastShare * width)
    if (isBroken && !item.test(line) && !standsAlone(line) && !standsAlone(last)) whole.at(-1)?.push(line)
    else whole.push([line])
    last = line
  }
  return whole.map((parts) => parts.join(' '))
}

function widest(blocks: string[][]): number {
  let width = 0
  for (const line of blocks.flat()) if (line.length <= wrapWidth.most) width = Math.max(width, line.length)
  return width
}

/** The lines of a plain-text document: its paragraphs, headings marked by `#`, items of lists. At most 2 million characters are read. */
export function textLines(text: string): TextLine[] {
  const blocks = blocksOf(text)
  const width = widest(blocks)
  const lines = isWrapped(blocks) ? blocks.flatMap((block) => unwrap(block, width)) : blocks.flat()
  return lines.map((line) => ({
    text: line.replace(headingMark, ''),
    isHeading: headingMark.test(line),
    isItem: item.test(line),
  }))
}
