import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type Dialect, SqliteDialect } from 'kysely'

// The reader in another process may hold the file for the length of a query.
const busyMs = 10_000

/** Kysely's SQLite dialect over the driver that is built into Node. The file is made where there is none. */
export function nodeSqliteDialect(file: string): Dialect {
  return new SqliteDialect({
    database: async () => {
      const database = new DatabaseSync(file, { timeout: busyMs })
      // Readers go on while one writes; a killed process loses nothing, a power cut at most the last transactions, which the stream brings again.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
      return { close: () => database.close(), prepare: (sql) => statement(database.prepare(sql)) }
    },
  })
}

/** The few methods of better-sqlite3 that Kysely calls, and no other. */
function statement(prepared: StatementSync) {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  return {
    reader: prepared.columns().length > 0,
    all: (parameters: readonly unknown[]) => prepared.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => prepared.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]) => prepared.iterate(...values(parameters)),
  }
}
