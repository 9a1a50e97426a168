import { styleText } from 'node:util'
import type { ExplainedBlock, ExplainedLinks, Explanation } from '@stancewire/extraction'
import { verdictInWords } from './explain-words.ts'
import { clip, renderTable } from './table.ts'

type Room = { readonly width: number; readonly all: boolean }
type Row = { readonly why: string; readonly where: string; readonly text: string; readonly kept: boolean }

const textMin = 30
const where = { least: 12, most: 36, share: 0.25 }
const gap = 2
// Below it the text needs the room.
const widthWithPlaces = 90
// More are read by nobody: a program takes them as JSON.
const rowsMax = 5_000

/** The blocks of a page in its order: the kept ones with a mark, the others dimmed with the reason. */
export function renderBlocks(parts: Explanation['parts'], { width, all }: Room): string {
  const whereMax = Math.min(where.most, Math.max(where.least, Math.floor(width * where.share)))
  const rows = parts.slice(0, rowsMax).map((part) => (part.is === 'links' ? linksRow(part) : blockRow(part, whereMax)))
  if (rows.length === 0) return ''
  const places = rows.map((row) => row.where)
  const hasPlaces = width >= widthWithPlaces && longest(places) > 0
  const taken = longest(rows.map(({ why }) => why)) + (hasPlaces ? longest(places) + gap : 0) + gap
  const most = all ? Number.POSITIVE_INFINITY : Math.max(textMin, width - taken)
  const table = renderTable(
    columns(['  why', 'where', 'text'], hasPlaces),
    rows.map((row) => columns(cells(row, most), hasPlaces)),
  )
  const left = parts.length - rows.length
  return left > 0 ? `${table}\n${styleText('dim', `  and ${left} more: --json gives all`)}` : table
}

function columns([why = '', place = '', text = '']: string[], hasPlaces: boolean): string[] {
  return hasPlaces ? [why, place, text] : [why, text]
}

function cells({ why, where: place, text, kept }: Row, most: number): string[] {
  const shown = clip(text, most)
  if (kept) return [styleText('green', why), styleText('dim', place), shown]
  return [why, place, shown].map((cell) => styleText('dim', cell))
}

function linksRow({ count, first }: ExplainedLinks): Row {
  if (count === 1) return { why: '  link', where: '', text: first, kept: false }
  return { why: '  links', where: '', text: `${count} lines of links, from “${clip(first, 40)}”`, kept: false }
}

function blockRow(block: ExplainedBlock, whereMax: number): Row {
  const why = `${block.kept ? '✓' : ' '} ${verdictInWords(block)}`
  return { why, where: shortPath(block.where ?? '', whereMax), text: block.text, kept: block.kept }
}

/** Its end says more than its beginning. */
function shortPath(path: string, most: number): string {
  const steps = path.split(' > ').filter((step) => step !== '…')
  let isShort = path.startsWith('…')
  while (steps.length > 1 && steps.join(' > ').length > most - 4) {
    steps.shift()
    isShort = true
  }
  return clip(isShort ? `… > ${steps.join(' > ')}` : steps.join(' > '), most)
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length))
}
