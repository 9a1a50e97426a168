import { type Kysely, sql } from 'kysely'
import type { HolderRow, StandingRow, Tables } from '../database/tables.ts'
import { insert } from '../database/write-rows.ts'

/**
 * What was made of events that are kept no longer, so that a rebuild can begin there. A row of the past holds all events up to an ordinal,
 * and those of them that are still kept are not to be counted again.
 */
export type Past = {
  /** Counters before this moment (ms since 1970) are as they stand. */
  readonly countersFromMs: number
  /** Up to which ordinal a group is settled as none, by its id. */
  readonly groups: ReadonlyMap<string, number>
  /** Up to which ordinal a holder's row is settled, by their id. */
  readonly holders: ReadonlyMap<string, number>
  /** The same for where they stand, by {@link pairKey}. */
  readonly standings: ReadonlyMap<string, number>
}

/** That of an archive that has kept everything. */
export const noPast: Past = { countersFromMs: 0, groups: new Map(), holders: new Map(), standings: new Map() }

const countersFrom = 'counters from'

export function pairKey({ topicId, holderId }: { readonly topicId: string; readonly holderId: string }): string {
  return `${topicId}/${holderId}`
}

/** Whether what an event of this ordinal does to a holder, or to where they stand, was done for good. */
export function isPast(settled: ReadonlyMap<string, number>, key: string, ordinal: number): boolean {
  return ordinal <= (settled.get(key) ?? 0)
}

/** The past of these tables. */
export async function readPast(db: Kysely<Tables>): Promise<Past> {
  const groups = await db.selectFrom('pastGroup').selectAll().execute()
  const holders = await db.selectFrom('pastHolder').select(['holderId', 'ordinal']).execute()
  const standings = await db.selectFrom('pastStanding').select(['topicId', 'holderId', 'ordinal']).execute()
  return {
    countersFromMs: await readCountersFrom(db),
    groups: new Map(groups.map(({ groupId, ordinal }) => [groupId, ordinal])),
    holders: new Map(holders.map(({ holderId, ordinal }) => [holderId, ordinal])),
    standings: new Map(standings.map((row) => [pairKey(row), row.ordinal])),
  }
}

/** Settles all counters before a moment (ms since 1970). */
export async function settleCounters(db: Kysely<Tables>, beforeMs: number): Promise<void> {
  if (beforeMs <= (await readCountersFrom(db))) return
  const value = String(beforeMs)
  await db
    .insertInto('archiveState')
    .values({ name: countersFrom, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

async function readCountersFrom(db: Kysely<Tables>): Promise<number> {
  const state = await db.selectFrom('archiveState').select('value').where('name', '=', countersFrom).executeTakeFirst()
  return state ? Number(state.value) : noPast.countersFromMs
}

/** Leaves of the tables that are to be made again what rests on events that are kept no longer. */
export async function clearToPast(db: Kysely<Tables>, { countersFromMs }: Past): Promise<void> {
  await db.deleteFrom('counter').where('minuteMs', '>=', countersFromMs).execute()
  await sql`delete from position_change where not exists (
    select 1 from past_standing p
    where p.topic_id = position_change.topic_id and p.holder_id = position_change.holder_id)`.execute(db)
  await db.deleteFrom('holder').execute()
  await db.deleteFrom('standing').execute()
  const holders = await db.selectFrom('pastHolder').select('rowJson').where('rowJson', 'is not', null).execute()
  await insert(db, 'holder', rowsOf<HolderRow>(holders))
  const standings = await db.selectFrom('pastStanding').select('rowJson').where('rowJson', 'is not', null).execute()
  await insert(db, 'standing', rowsOf<StandingRow>(standings))
}

function rowsOf<Row>(rows: readonly { readonly rowJson: string | null }[]): Row[] {
  return rows.map(({ rowJson }) => JSON.parse(rowJson ?? '') as Row)
}
