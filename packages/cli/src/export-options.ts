import type { ExportFilter } from '@stancewire/read-model'
import type { Mixed } from './dna-table.ts'
import { inOrder } from './moment.ts'
import { UsageError } from './usage-error.ts'
import type { ExportFormat } from './write-export.ts'

/** What can be written out, and what one row of it is called, and several. */
export const exportNouns = {
  articles: ['article', 'articles'],
  positions: ['position', 'positions'],
  statements: ['statement', 'statements'],
  attributions: ['attribution', 'attributions'],
  events: ['event', 'events'],
  stories: ['story', 'stories'],
  runs: ['run', 'runs'],
  dna: ['row', 'rows'],
} as const
export type Exported = keyof typeof exportNouns

/** The options of `export`, as they were given. */
export type ExportOptions = {
  readonly format?: 'ndjson' | 'csv'
  readonly topic?: string
  readonly since?: number
  readonly until?: number
  readonly out?: string
  readonly text?: boolean
  readonly mixed?: Mixed
  readonly bom?: boolean
  readonly verbatim?: boolean
}

/** Which rows are meant; throws {@link UsageError} where they would end before they begin. */
export function filterOf({ topic, since, until }: ExportOptions): ExportFilter {
  inOrder({ since, until }, '--until')
  return { topic, sinceMs: since, untilMs: until }
}

/** How they are written; throws {@link UsageError} where the options cannot be meant together. */
export function formatOf(what: Exported, options: ExportOptions): ExportFormat {
  const { format = what === 'dna' ? 'csv' : 'ndjson', text, mixed, bom = false, verbatim = false } = options
  if (text && what !== 'articles')
    throw new UsageError('--text is for articles: "npx stancewire export articles --text"')
  if (mixed && what !== 'dna') throw new UsageError('--mixed is for dna: elsewhere mixed statements are what they are')
  if (format === 'csv') return { is: 'csv', bom, isVerbatim: verbatim }
  if (what === 'dna') throw new UsageError('dna is a table: --format csv')
  if (bom || verbatim) throw new UsageError('--bom and --verbatim are for --format csv')
  return { is: 'ndjson' }
}
