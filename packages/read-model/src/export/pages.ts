/** How many rows are held at a time, and how many of those that carry a whole text. Few: rows that live longer than a moment make the heap grow, up to hundreds of MB. */
export const pageRows = 50
export const pageTexts = 20

/** Everything that a reader gives, page by page: each begins behind the last row of the one before. */
export async function* pagesOf<Row>(
  size: number,
  read: (after: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let after: Row | undefined; ; ) {
    const rows = await read(after)
    if (rows.length > 0) yield rows
    after = rows.at(-1)
    if (rows.length < size) return
  }
}
