import { CloudEvent } from '@stancewire/contracts'
import type { Kysely } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { DeadLetterRow, Tables } from '../database/tables.ts'
import { insertNew } from '../database/write-rows.ts'
import type { Entry } from './draft.ts'

/** An entry that cannot be brought into the tables: what stands in it, the text of its article where there is one, and what is wrong. */
export type DeadEntry = {
  readonly position: string
  readonly dead: string
  readonly text?: string | undefined
  readonly error: string
}

// An event takes 64 KB at most: what is longer is none.
const entryMax = 262_144
const errorMax = 1_000

/** Reads what stands in an entry of the stream; dead where that is no CloudEvent. Whether this version knows its type is another question. */
export function readEntry({ position, json }: { position: string; json: string }): Entry | DeadEntry {
  try {
    const event: unknown = JSON.parse(json)
    CloudEvent.parse(event)
    return { position, event: event as CloudEvent }
  } catch (error) {
    return { position, dead: json, error: messageOf(error) }
  }
}

/** The entry as it is kept when it could not be projected. */
export function deadOf({ position, event, text }: Entry, error: unknown): DeadEntry {
  return { position, dead: JSON.stringify(event), text, error: messageOf(error) }
}

/** So many are kept. Where that many entries cannot be brought in, something else is wrong than they are. */
export const deadMax = 10_000

/** No more dead letters are kept. Nothing is lost by it: the entry stays on the stream, and whatever comes behind it. */
export class TooManyDeadError extends Error {
  override readonly name = 'TooManyDeadError'
}

/** Keeps dead entries; one that is kept already stays as it is. Throws {@link TooManyDeadError} rather than keep more than `most`. */
export async function bury(db: Kysely<Tables>, entries: readonly DeadEntry[], most = deadMax): Promise<void> {
  if (entries.length === 0) return
  await insertNew(db, 'deadLetter', entries.map(deadLetterRow), ['position'])
  if ((await countDead({ db })) <= most) return
  throw new TooManyDeadError(
    `${most} dead letters are kept, and no more: find out why, then archive retry-dead or archive discard-dead`,
  )
}

/** Lets dead letters go, for good: the one of a position, or all of them. Gives how many that were. */
export async function discardDead({ db }: Database, which: { readonly position: string } | 'all'): Promise<number> {
  const query = db.deleteFrom('deadLetter')
  const chosen = which === 'all' ? query : query.where('position', '=', which.position)
  const { numDeletedRows } = await chosen.executeTakeFirst()
  return Number(numDeletedRows)
}

function deadLetterRow({ position, dead, text, error }: DeadEntry): DeadLetterRow {
  const id = /^\{"specversion":"1\.0","id":"(e[0-9a-f]{32})"/.exec(dead)?.[1] ?? null
  return { position, id, entry: dead.slice(0, entryMax), content: text ?? null, error, atMs: Date.now() }
}

/** How many entries are kept that could not be brought into the tables. */
export async function countDead({ db }: Pick<Database, 'db'>): Promise<number> {
  const { rows } = await db
    .selectFrom('deadLetter')
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(rows)
}

/** Entries that could not be brought into the tables, the first ones of the stream first. */
export async function readDead({ db }: Database, limit: number): Promise<DeadLetterRow[]> {
  return db.selectFrom('deadLetter').selectAll().orderBy('atMs').orderBy('position').limit(limit).execute()
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return message.slice(0, errorMax)
}
