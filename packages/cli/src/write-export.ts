import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CsvOptions, type CsvRow, openCsv } from './csv.ts'
import type { Sink } from './export-sink.ts'
import type { ExportTable } from './export-table.ts'

export type ExportFormat = ({ readonly is: 'csv' } & CsvOptions) | { readonly is: 'ndjson' }

/** Writes a table page by page, and gives the number of its rows; ends early, after a whole row, where it is told to stop. */
export async function writeExport(
  { columns, pages }: ExportTable,
  sink: Sink,
  { format, stopping, onRow }: { format: ExportFormat; stopping: AbortSignal; onRow: () => void },
): Promise<number> {
  const { head, body } = format.is === 'csv' ? csvParts(columns, format) : ndjson
  let count = 0
  if (head !== '') await sink.write(head)
  for await (const rows of pages) {
    // An embedded database answers within this turn, and a signal waits for the next one.
    await nextTurn()
    if (stopping.aborted) return count
    if (rows.length > 0) await sink.write(body(rows))
    for (const _ of rows) onRow()
    count += rows.length
  }
  return count
}

const ndjson = { head: '', body: (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('') }

function csvParts(columns: readonly string[], options: CsvOptions) {
  const csv = openCsv(columns, options)
  return { head: csv.head(), body: (rows: readonly object[]) => csv.rows(rows as readonly CsvRow[]) }
}
