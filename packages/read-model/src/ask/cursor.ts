import { z } from 'zod'

/** Where a page of a list ended: the next one begins behind it, whatever has come in front meanwhile. */
export type Cursor = { readonly ms: number; readonly id: string }

// PostgreSQL takes no fraction of a millisecond, and no text with a NUL in it.
const Cursor = z.tuple([z.int(), z.string().regex(/^[^\0]*$/)])

/** Thrown for a cursor that was not given out here. */
export class BadCursorError extends Error {
  override readonly name = 'BadCursorError'
}

export function writeCursor({ ms, id }: Cursor): string {
  return Buffer.from(JSON.stringify([ms, id])).toString('base64url')
}

export function readCursor(text: string): Cursor {
  try {
    const [ms, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { ms, id }
  } catch (error) {
    throw new BadCursorError('this cursor was not given out here: begin without one', { cause: error })
  }
}

/** One page of a list, and the cursor of the next one; `null` on the last. */
export type PageOf<Row> = { readonly items: Row[]; readonly next: string | null }

/** A page of a list that is looked through, and not found by an index alone. */
export type SiftedPage<Row> = PageOf<Row> & {
  /** How many were looked at for it; `null` where they were found without looking at others. */
  readonly looked: number | null
  /** How many there are to look at; `null` where that was not counted: it is on the first page alone. */
  readonly total: number | null
}

/** Makes a page of so many rows at most; `rows` holds one more where there are more. */
export function toPage<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => Cursor): PageOf<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor(cursorOf(last)) : null }
}
