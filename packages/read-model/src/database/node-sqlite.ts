import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type Dialect, SqliteDialect } from 'kysely'

// The reader in another process may hold the file for the length of a query.
const busyMs = 10_000
// What a transaction touches of twenty indexes, in KB: with the 2 MB that SQLite takes by itself a projection is a third slower.
const cacheKb = 65_536
// Those of a projection, of a rebuild and of the API's questions; what asks with lists of every length is not to pile up.
const rememberedMax = 250

/** Kysely's SQLite dialect over the driver that is built into Node. The file is made where there is none. */
export function nodeSqliteDialect(file: string): Dialect {
  return new SqliteDialect({
    database: async () => {
      const database = new DatabaseSync(file, { timeout: busyMs })
      // Readers go on while one writes; a killed process loses nothing, a power cut at most the last transactions, which the stream brings again.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
      database.exec(`PRAGMA cache_size = -${cacheKb}`)
      return { close: () => database.close(), prepare: remembering((sql) => statement(database.prepare(sql))) }
    },
  })
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

/** The few methods of better-sqlite3 that Kysely calls, and no other. */
function statement(prepared: StatementSync) {
  return {
    reader: prepared.columns().length > 0,
    all: (parameters: readonly unknown[]) => prepared.all(...values(parameters)),
    run: (parameters: readonly unknown[]) =>
      isRows(parameters) ? runEach(prepared, parameters) : prepared.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]) => prepared.iterate(...values(parameters)),
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
