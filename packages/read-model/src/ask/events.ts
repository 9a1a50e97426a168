import type { Database } from '../database/open-database.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'

/** Which events are asked for. Everything that is given must hold. */
export type EventFilter = {
  readonly types?: readonly string[] | undefined
  readonly subject?: string | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

/** An event as it was announced (JSON), and its number in the archive's order. */
export type KeptEvent = { readonly ordinal: number; readonly id: string; readonly body: string }

/** Events behind an ordinal (0: from the first on), in the order in which they were announced. */
export async function readEvents(
  { db }: Database,
  filter: EventFilter,
  { after, limit }: { after: number; limit: number },
): Promise<KeptEvent[]> {
  return narrowed(db, filter).where('ordinal', '>', after).orderBy('ordinal').limit(limit).execute()
}

/**
 * Reads on behind an ordinal as {@link readEvents} does, and tells which ordinal was reached: where all that is there was looked at, that of the last event of
 * all, so that what is not asked for is passed over once.
 */
export async function readOnwards(
  database: Database,
  filter: EventFilter,
  { after, limit }: { after: number; limit: number },
): Promise<{ events: KeptEvent[]; reached: number }> {
  // Read first: what is announced meanwhile belongs to the next look.
  const last = await lastOrdinal(database)
  if (last <= after) return { events: [], reached: after }
  const events = await narrowed(database.db, filter)
    .where('ordinal', '>', after)
    .where('ordinal', '<=', last)
    .orderBy('ordinal')
    .limit(limit)
    .execute()
  return { events, reached: events.length < limit ? last : (events.at(-1)?.ordinal ?? after) }
}

async function lastOrdinal({ db }: Database): Promise<number> {
  const row = await db.selectFrom('event').select('ordinal').orderBy('ordinal', 'desc').limit(1).executeTakeFirst()
  return row?.ordinal ?? 0
}

/** Events, the one that was announced last first, a page of them. Throws {@link BadCursorError}. */
export async function findNewestEvents(
  { db }: Database,
  filter: EventFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<KeptEvent>> {
  let query = narrowed(db, filter)
  if (cursor !== undefined) query = query.where('ordinal', '<', readCursor(cursor).ms)
  const rows = await query
    .orderBy('ordinal', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, ({ ordinal, id }) => ({ ms: ordinal, id }))
}

function narrowed(db: Database['db'], { types, subject, sinceMs, untilMs }: EventFilter) {
  let query = db.selectFrom('event').select(['ordinal', 'id', 'body'])
  if (types !== undefined) query = query.where('type', 'in', types)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (sinceMs !== undefined) query = query.where('timeMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('timeMs', '<', untilMs)
  return query
}

/** Where an event stands in the archive's order; `undefined` where it is not kept (any more). */
export async function ordinalOf({ db }: Database, id: string): Promise<number | undefined> {
  const row = await db.selectFrom('event').select('ordinal').where('id', '=', id).executeTakeFirst()
  return row?.ordinal
}

/** The event of this id, as JSON. */
export async function readEvent({ db }: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('event').select('body').where('id', '=', id).executeTakeFirst()
  return row?.body
}
