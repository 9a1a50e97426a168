// SQLite binds 32,766 values a statement, PostgreSQL 65,535: neither may be met by what one batch can name.
const most = 5_000

/** A list in parts that one statement can bind. */
export function slicesOf<T>(all: readonly T[], size = most): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}

/** All rows of what is asked for slice by slice; none, and nothing asked, where the list is empty. */
export async function inSlices<T, Row>(
  all: readonly T[],
  ask: (slice: readonly T[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const slice of slicesOf(all)) for (const row of await ask(slice)) rows.push(row)
  return rows
}
