/** Reads CSV as RFC 4180 writes it, and refuses everything else: a small reader of its own, for tests of what is written elsewhere. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    const { cell, end } = text[at] === '"' ? quoted(text, at) : bare(text, at)
    row.push(cell)
    if (text[end] === ',') at = end + 1
    else if (text.startsWith('\r\n', end)) {
      rows.push(row)
      row = []
      at = end + 2
    } else throw new Error(`neither comma nor CRLF at ${end}`)
    // A comma may be the last of its row: an empty cell follows.
    if (text[end] === ',' && text.startsWith('\r\n', at)) {
      rows.push([...row, ''])
      row = []
      at += 2
    }
  }
  if (row.length > 0) throw new Error('the last row has no end')
  return rows
}

/** Rows as objects, by the names in the first one; every row has to have as many cells. */
export function readTable(text: string): Record<string, string>[] {
  const [names = [], ...rows] = readCsv(text)
  return rows.map((cells, at) => {
    if (cells.length !== names.length) throw new Error(`row ${at + 1} has ${cells.length} cells, not ${names.length}`)
    return Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']))
  })
}

function bare(text: string, start: number): { cell: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== ',' && text[end] !== '\r' && text[end] !== '\n') {
    if (text[end] === '"') throw new Error(`a quote inside a bare cell at ${end}`)
    end++
  }
  return { cell: text.slice(start, end), end }
}

function quoted(text: string, start: number): { cell: string; end: number } {
  let cell = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at]
    else if (text[at + 1] === '"') {
      cell += '"'
      at++
    } else return { cell, end: at + 1 }
  }
  throw new Error(`the quote at ${start} is not closed`)
}
