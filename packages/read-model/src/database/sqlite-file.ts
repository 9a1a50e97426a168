import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

// A writer in another process may hold the file for the length of a transaction.
const busyMs = 10_000
// Those of a projection, of a rebuild and of the API's questions; what asks with lists of every length is not to pile up.
const rememberedMax = 250

/** The few methods of better-sqlite3 that Kysely calls, and no other. `reader`: it gives rows. */
type Statement = {
  readonly reader: boolean
  all(parameters: readonly unknown[]): unknown[]
  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>
}

/** An SQLite file, by the driver that is built into Node. */
export type SqliteFile = { prepare(sql: string): Statement; close(): void }

/** Opens the file, which is made where there is none; the cache grows to so many KB. */
export function openSqliteFile(file: string, cacheKb: number): SqliteFile {
  const database = new DatabaseSync(file, { timeout: busyMs })
  // Readers go on while one writes; a killed process loses nothing, a power cut at most the last transactions, which the stream brings again.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
  database.exec(`PRAGMA cache_size = -${cacheKb}`)
  return { close: () => database.close(), prepare: remembering((sql) => statement(database.prepare(sql))) }
}

/** Nine in ten statements were prepared before: SQLite reads each text once. */
function remembering<Prepared>(prepare: (sql: string) => Prepared): (sql: string) => Prepared {
  const known = new Map<string, Prepared>()
  return (sql) => {
    const before = known.get(sql)
    if (before) return before
    if (known.size >= rememberedMax) known.clear()
    const prepared = prepare(sql)
    known.set(sql, prepared)
    return prepared
  }
}

function statement(prepared: StatementSync): Statement {
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...values(parameters)),
    run: (parameters) => (isRows(parameters) ? runEach(prepared, parameters) : prepared.run(...values(parameters))),
    iterate: (parameters) => prepared.iterate(...values(parameters)),
  }
}

const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]

/** No value of SQLite's is a list: where parameters are lists, each of them is one row. */
function isRows(parameters: readonly unknown[]): parameters is readonly (readonly unknown[])[] {
  return Array.isArray(parameters[0])
}

function runEach(prepared: StatementSync, rows: readonly (readonly unknown[])[]) {
  let changes = 0
  let lastInsertRowid: number | bigint = 0
  for (const row of rows) {
    const ran = prepared.run(...values(row))
    changes += Number(ran.changes)
    lastInsertRowid = ran.lastInsertRowid
  }
  return { changes, lastInsertRowid }
}
