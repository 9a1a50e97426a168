import { PipelineEvent } from '@stancewire/contracts'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { EventRow, Tables } from '../database/tables.ts'
import { insert } from '../database/write-rows.ts'
import { textSearch } from '../search/text-search.ts'
import { apply } from './apply.ts'
import { bury, type DeadEntry, deadMax } from './dead-letter.ts'
import type { Entry } from './draft.ts'
import { hold } from './hold.ts'
import { inSlices } from './slices.ts'
import { isBefore } from './stream-order.ts'

/** How far the stream is projected: the position of the last entry, `0` before the first. */
export async function projectedTo(db: Kysely<Tables>): Promise<string> {
  const row = await db.selectFrom('archiveState').select('value').where('name', '=', 'position').executeTakeFirst()
  return row?.value ?? '0'
}

/**
 * Brings entries into the tables, in their order, in one transaction with the position: after a death all of it stands there or none.
 * An event that stands there already does nothing; a dead entry is kept as a dead letter. The position moves forward only: of two archives the slower
 * one takes nothing back. Gives how many events were new.
 */
export async function project(
  { db, kind }: Database,
  entries: readonly (Entry | DeadEntry)[],
  deadMost = deadMax,
): Promise<number> {
  const last = entries.at(-1)
  if (!last) return 0
  return db.transaction().execute(async (transaction) => {
    await hold(transaction)
    const alive = entries.filter((entry) => 'event' in entry)
    const projected = await bring(transaction, kind, alive)
    await bury(
      transaction,
      entries.filter((entry) => 'dead' in entry),
      deadMost,
    )
    await moveTo(transaction, last.position)
    return projected
  })
}

async function moveTo(db: Transaction<Tables>, position: string): Promise<void> {
  if (!isBefore(await projectedTo(db), position)) return
  await db.updateTable('archiveState').set({ value: position }).where('name', '=', 'position').execute()
}

/** Brings entries into the tables behind all that stands there; what is to be announced goes to the outbox. Gives how many events were new. */
export async function bring(
  db: Transaction<Tables>,
  kind: Database['kind'],
  entries: readonly Entry[],
): Promise<number> {
  const fresh = await notYetThere(db, entries)
  const first = (await lastOrdinal(db)) + 1
  await insert(
    db,
    'event',
    fresh.map((entry, at) => eventRow(entry, first + at)),
  )
  const read = fresh.map(({ event, text }, at) => {
    const { type, data } = event
    return { event, text, ordinal: first + at, known: PipelineEvent.safeParse({ type, data }).data }
  })
  await insert(db, 'outbox', await apply(db, textSearch(kind), read))
  return fresh.length
}

function eventRow({ position, event }: Entry, ordinal: number): EventRow {
  const { id, type, subject, time } = event
  const { urlId = null, run = null } = (event.data ?? {}) as { urlId?: string; run?: number }
  return { ordinal, id, position, type, subject, timeMs: Date.parse(time), urlId, run, body: JSON.stringify(event) }
}

async function notYetThere(db: Transaction<Tables>, entries: readonly Entry[]): Promise<Entry[]> {
  const ids = entries.map(({ event }) => event.id)
  const rows = await inSlices(ids, (some) => db.selectFrom('event').select('id').where('id', 'in', some).execute())
  const seen = new Set(rows.map(({ id }) => id))
  return entries.filter(({ event: { id } }) => !seen.has(id) && seen.add(id))
}

async function lastOrdinal(db: Transaction<Tables>): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select(({ fn }) => fn.max('ordinal').as('ordinal'))
    .executeTakeFirst()
  return Number(row?.ordinal ?? 0)
}
