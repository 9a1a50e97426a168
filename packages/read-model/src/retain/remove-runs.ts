import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** A run, and the event that is told of it. */
type RunOf = { readonly urlId: string; readonly run: number }

const ofRuns = ['url.stopped', 'url.failed', 'url.discarded'] as const

/** Whether an event tells of a run alone, and of no article. */
export function isOfRun(type: string): boolean {
  return (ofRuns as readonly string[]).includes(type)
}

/** Removes runs that ended without an article, with all that was told of them before the event `last`. Gives how many events that were. */
export async function removeRuns(db: Kysely<Tables>, runs: readonly RunOf[], last: number): Promise<number> {
  let events = 0
  for (const run of runs) {
    const { numDeletedRows } = await db
      .deleteFrom('event')
      .where('urlId', '=', run.urlId)
      .where('run', '=', run.run)
      .where('type', 'in', ofRuns)
      .where('ordinal', '<', last)
      .executeTakeFirst()
    events += Number(numDeletedRows)
    await removeRunRows(db, run)
  }
  return events
}

/** Removes the rows of a run; its events stay. */
export async function removeRunRows(db: Kysely<Tables>, { urlId, run }: RunOf): Promise<void> {
  for (const table of ['run', 'run_step', 'settled_run']) {
    await sql`delete from ${sql.table(table)} where url_id = ${urlId} and run = ${run}`.execute(db)
  }
}
