import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Database } from './open-database.ts'
import type { Tables } from './tables.ts'

const patienceMs = 8_000
const lookAgainMs = 25
const lookAgainMaxMs = 500
// As the connection waits otherwise.
const busyMs = 10_000

/** The database was being written by somebody else for too long, or is asked too much at a time. */
export class DatabaseBusyError extends Error {
  override readonly name = 'DatabaseBusyError'
  readonly statusCode = 503
}

/**
 * Writes beside a projection. SQLite has one writer at a time, and waiting for it inside the driver would stop this whole thread, or the
 * one that writes: here it goes on meanwhile. Throws {@link DatabaseBusyError} after so many milliseconds, and at once what else is wrong.
 */
export async function writePatiently<T>(
  { db, kind, writing = db }: Database,
  write: (db: Kysely<Tables>) => Promise<T>,
  forMs = patienceMs,
): Promise<T> {
  if (kind === 'postgres') return write(db)
  const endMs = performance.now() + forMs
  for (let waitMs = lookAgainMs; ; waitMs = Math.min(waitMs * 1.5, lookAgainMaxMs)) {
    const written = await writing.connection().execute((one) => writeNow(one, write))
    if (written !== busy) return written
    if (performance.now() >= endMs)
      throw new DatabaseBusyError('the database is being written by another process: try again')
    await sleep(waitMs)
  }
}

const busy = Symbol('busy')

async function writeNow<T>(db: Kysely<Tables>, write: (db: Kysely<Tables>) => Promise<T>): Promise<T | typeof busy> {
  await sql`pragma busy_timeout = 0`.execute(db)
  try {
    return await write(db)
  } catch (error) {
    if (error instanceof Error && /database (?:table )?is locked/.test(error.message)) return busy
    throw error
  } finally {
    await sql`pragma busy_timeout = ${sql.raw(String(busyMs))}`.execute(db)
  }
}
