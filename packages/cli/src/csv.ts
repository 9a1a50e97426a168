import { stringify } from 'csv-stringify/sync'

/** A row, by the names of its columns. Lists and objects become JSON in their cell; what is missing or `null` becomes an empty one. */
export type CsvRow = Readonly<Record<string, unknown>>

/** A table as CSV, in parts: its head once, then rows as they come. */
export type Csv = {
  head(): string
  rows(rows: readonly CsvRow[]): string
}

export type CsvOptions = {
  /** Begin with a byte order mark, by which spreadsheets know UTF-8. */
  readonly bom?: boolean
  /** Leave texts as they are that a spreadsheet would take for a formula: for programs alone. */
  readonly isVerbatim?: boolean
}

/**
 * A table of these columns as CSV by RFC 4180: commas, CRLF, quotes doubled, a row of names first. A text that a spreadsheet would take for a
 * formula, since it begins with `=`, `+`, `-`, `@` (also as full-width signs), a tab or a line break, gets a `'` in front, and one more where it
 * began with that already: taking one away gives the text back. Numbers stay what they are.
 */
export function openCsv(columns: readonly string[], { bom = false, isVerbatim = false }: CsvOptions = {}): Csv {
  const text = isVerbatim ? (value: string) => value : defused
  const options = {
    columns: [...columns],
    record_delimiter: '\r\n',
    // A lone line feed ends a row for many readers, and a lone carriage return for some.
    quote_record_delimiter: true,
    cast: {
      string: text,
      object: (value: object) => text(JSON.stringify(value)),
      boolean: (value: boolean) => String(value),
    },
  }
  return {
    head: () => stringify([], { ...options, bom, header: true }),
    rows: (rows) => stringify([...rows], options),
  }
}

const asFormula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

function defused(value: string): string {
  return asFormula.test(value) ? `'${value}` : value
}
