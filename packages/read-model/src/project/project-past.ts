import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open-database.ts'
import { type DeadEntry, deadOf } from './dead-letter.ts'
import type { Entry } from './draft.ts'
import { project } from './project.ts'
import { mayBeOfEntry } from './whose-fault.ts'

// An entry has as many tries as there are pauses, and one more.
const pausesMs = [50, 100, 200, 400]

/** How many events were new, and what was kept as dead. */
export type Past = { readonly projected: number; readonly dead: readonly DeadEntry[] }

/**
 * As `project`, past what cannot be projected: entries that hold no event, and those that fail alone, time after time, while the database takes
 * others. They are kept as dead letters, in the transaction that moves the position behind them. Throws where the database is what fails.
 */
export async function projectPast(
  database: Database,
  entries: readonly (Entry | DeadEntry)[],
  stopping?: AbortSignal,
): Promise<Past> {
  try {
    return { projected: await project(database, entries), dead: entries.filter((entry) => 'dead' in entry) }
  } catch (error) {
    if (!mayBeOfEntry(error)) throw error
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
      if (!mayBeOfEntry(error)) throw error
      if (pauseMs === undefined) return projectOne(database, deadOf(entry, error))
      await sleep(pauseMs, undefined, { ...(stopping && { signal: stopping }) })
    }
  }
  return { projected: 0, dead: [] }
}
