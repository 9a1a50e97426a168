import type { Row } from './read-all.ts'

/** The lists that can be had as a file; each is named as in the API. */
export type ExportWhat = 'positions' | 'statements' | 'changes'

const words = ['attribution', 'quote', 'outlet', 'articleId']
const who = ['holderId', 'name', 'type', 'affiliation']

/** The columns of each list, in their order. */
export const columnsOf: Readonly<Record<ExportWhat, readonly string[]>> = {
  positions: [
    ...who,
    'stance',
    'sub',
    'strength',
    'confidence',
    'statedAt',
    'sinceAt',
    'statements',
    'outlets',
    ...words,
    'url',
  ],
  statements: [
    ...who,
    'stance',
    'sub',
    'strength',
    'confidence',
    'statedAt',
    ...words,
    'revision',
    'start',
    'end',
    'title',
    'url',
  ],
  changes: [...who, 'fromStance', 'toStance', 'statedAt', 'strength', 'confidence', ...words, 'title', 'url'],
}

/** One JSON object a line. */
export function toNdjson(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

/**
 * A table by RFC 4180, its names first, with a byte order mark by which spreadsheets know UTF-8. A text that a spreadsheet would take for a
 * formula gets a `'` in front, and one more where it began with that already.
 */
export function toCsv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((name) => cellOf(row[name])))]
  return `\uFEFF${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`
}

const asFormula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return asFormula.test(value) ? `'${value}` : value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
