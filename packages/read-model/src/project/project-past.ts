import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open-database.ts'
import { type DeadEntry, deadOf } from './dead-letter.ts'
import type { Entry } from './draft.ts'
import { hold } from './hold.ts'
import { project } from './project.ts'
import { faultOf } from './whose-fault.ts'

// What fails without a word of the database has as many tries as there are pauses, and one more.
const pausesMs = [50, 100, 200, 400]

/** How many events were new, and what was kept as dead. */
export type Past = { readonly projected: number; readonly dead: readonly DeadEntry[] }

/**
 * As `project`, past what cannot be projected: entries that hold no event, and those that fail alone while the database takes other writes: once where
 * it says by a code that it takes them never, time after time where it is not known why. They are kept as dead letters, in the
 * transaction that moves the position behind them. Throws where the database is what fails.
 */
export async function projectPast(
  database: Database,
  entries: readonly (Entry | DeadEntry)[],
  stopping?: AbortSignal,
): Promise<Past> {
  try {
    return { projected: await project(database, entries), dead: entries.filter((entry) => 'dead' in entry) }
  } catch {
    // Whatever it was: what a database cannot do with many entries, it may do with each. One that is away is found out here.
    await prove(database)
  }
  let projected = 0
  const dead: DeadEntry[] = []
  for (const entry of entries) {
    stopping?.throwIfAborted()
    const past = await projectOne(database, entry, stopping)
    projected += past.projected
    dead.push(...past.dead)
  }
  return { projected, dead }
}

async function projectOne(database: Database, entry: Entry | DeadEntry, stopping?: AbortSignal): Promise<Past> {
  if ('dead' in entry) return { projected: await project(database, [entry]), dead: [entry] }
  for (const pauseMs of [...pausesMs, undefined]) {
    try {
      return { projected: await project(database, [entry]), dead: [] }
    } catch (error) {
      const fault = faultOf(error)
      if (fault === 'database') throw error
      if (fault === 'unclear') await prove(database)
      if (fault === 'entry' || pauseMs === undefined) return projectOne(database, deadOf(entry, error))
      await sleep(pauseMs, undefined, { ...(stopping && { signal: stopping }) })
      await prove(database)
    }
  }
  return { projected: 0, dead: [] }
}

/** That the database works is shown, and not concluded: a small write stands there. Throws where it does not. */
async function prove({ db }: Database): Promise<void> {
  await db.transaction().execute(hold)
}
