import { get, type Query } from '../../api/client.ts'

/** More rows than this are not read into one file. */
export const rowsMax = 10_000
const pageSize = 200

export type Row = Readonly<Record<string, unknown>>
type Page = { readonly items: readonly Row[]; readonly next: string | null }

/** Reads all pages of a list, up to a bound; rejects with a problem, and then there is no file rather than half of one. */
export async function readAll(
  path: string,
  query: Query,
  tell: (read: number) => void,
): Promise<{ readonly rows: readonly Row[]; readonly isCut: boolean }> {
  const rows: Row[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    if (rows.length >= rowsMax) return { rows, isCut: true }
    const page: Page = await get<Page>(path, { ...query, limit: pageSize, cursor })
    rows.push(...page.items)
    cursor = page.next
    tell(rows.length)
  }
  return { rows, isCut: false }
}
