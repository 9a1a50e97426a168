import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'
import { DatabaseBusyError, writePatiently } from '../database/write-patiently.ts'

type Row = Tables['audit']

const atATime = 100
// A rebuild may hold the database for long.
const patienceMs = 3_600_000
const againAfterMs = 500

/** Notes that wait for a database which another process writes. They are lost with this process, or where the database is closed. */
export type LateNotes = {
  readonly areWaiting: boolean
  /** Keeps a note until it can be written; `false` where too many wait already: then it is lost. */
  keep(row: Row): boolean
}

/** Opens an empty list of late notes, of at most so many; they are written in their order. */
export function openLateNotes(database: Database, most: number): LateNotes {
  const waiting: Row[] = []
  const write = async () => {
    while (waiting.length > 0) {
      const rows = waiting.slice(0, atATime)
      try {
        await writePatiently(database, (db) => db.insertInto('audit').values(rows).execute(), patienceMs)
        waiting.splice(0, rows.length)
      } catch (error) {
        if (!(error instanceof DatabaseBusyError)) return void waiting.splice(0)
        await sleep(againAfterMs, undefined, { ref: false })
      }
    }
  }
  return {
    get areWaiting() {
      return waiting.length > 0
    },
    keep(row) {
      if (waiting.length >= most) return false
      if (waiting.push(row) === 1) void write()
      return true
    },
  }
}
