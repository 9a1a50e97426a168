import type { ComponentChildren } from 'preact'

/** A column: its head, and what stands in it for a row. */
export type Column<Row> = {
  readonly head: string
  readonly cell: (row: Row) => ComponentChildren
  /** Numbers stand at the end, so that their digits are below one another. */
  readonly isNumber?: boolean
  /** Takes a whole line of the card that a row becomes. */
  readonly isWide?: boolean
  /** The column that names the row. */
  readonly isName?: boolean
}

type Props<Row> = {
  /** What the table shows, for those who cannot see that. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly isChosen?: (row: Row) => boolean
}

/** Rows in columns; each row a card where there is little room. */
export function Table<Row>({ caption, columns, rows, keyOf, isChosen }: Props<Row>) {
  return (
    <div class="table-frame">
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th scope="col" class={isNumber ? 'end' : undefined} key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} class={isChosen?.(row) ? 'chosen' : undefined}>
              {columns.map((column) => (
                <Cell column={column} row={row} key={column.head} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell<Row>({ column: { head, cell, isNumber, isName, isWide }, row }: { column: Column<Row>; row: Row }) {
  const look = { class: isNumber ? 'end' : isWide ? 'wide' : undefined, 'data-head': head }
  if (!isName) return <td {...look}>{cell(row)}</td>
  return (
    <th scope="row" {...look}>
      {cell(row)}
    </th>
  )
}
