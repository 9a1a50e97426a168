import type { Database } from '../database/open-database.ts'

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
  { types, subject, sinceMs, untilMs }: EventFilter,
  { after, limit }: { after: number; limit: number },
): Promise<KeptEvent[]> {
  let query = db.selectFrom('event').select(['ordinal', 'id', 'body']).where('ordinal', '>', after)
  if (types !== undefined) query = query.where('type', 'in', types)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (sinceMs !== undefined) query = query.where('timeMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('timeMs', '<', untilMs)
  return query.orderBy('ordinal').limit(limit).execute()
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
