import { type Dialect, SqliteDialect } from 'kysely'
import { openSqliteFile } from './sqlite-file.ts'

// What a transaction touches of twenty indexes, in KB: with the 2 MB that SQLite takes by itself a projection is a third slower.
const cacheKb = 65_536

/** Kysely's SQLite dialect over the driver that is built into Node, in this thread. The file is made where there is none. */
export function nodeSqliteDialect(file: string): Dialect {
  return new SqliteDialect({ database: async () => openSqliteFile(file, cacheKb) })
}
