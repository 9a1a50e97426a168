import type { Kysely } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'
import { writePatiently } from '../database/write-patiently.ts'

type Ref = { readonly urlId: string; readonly run: number }

/** Notes failed runs that need no more, so that they are not meant again before the archive hears what became of them. Up to a thousand at a time. */
export async function noteSettled(db: Kysely<Tables>, runs: readonly Ref[], atMs: number): Promise<void> {
  if (runs.length === 0) return
  await db
    .insertInto('settledRun')
    .values(runs.map(({ urlId, run }) => ({ urlId, run, atMs })))
    .onConflict((conflict) => conflict.columns(['urlId', 'run']).doNothing())
    .execute()
}

/** As an operation does it for its runs, for whoever settles failed runs by other means. */
export async function settleRuns(database: Database, runs: readonly Ref[], atMs: number): Promise<void> {
  await writePatiently(database, (one) => noteSettled(one, runs, atMs))
}
