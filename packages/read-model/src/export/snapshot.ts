import type { Kysely } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'

/** The tables as they stood when the first of them was read, whatever the archive writes meanwhile. */
export type Snapshot = Kysely<Tables>

/**
 * Reads one state of the archive, however long that takes. Nobody waits for it; but what is replaced meanwhile is kept until it ends (SQLite's
 * journal grows, PostgreSQL cleans up later).
 */
export async function withSnapshot<T>({ db, kind }: Database, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const reading = db.transaction()
  // A transaction of SQLite always sees one state; PostgreSQL's standard is one state for each statement.
  if (kind === 'sqlite') return await reading.execute(work)
  return await reading.setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
}
