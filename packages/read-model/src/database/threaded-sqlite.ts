import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { type ConnectionPool, makeConnectionPool } from './connection-pool.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'

// All of them together take what one connection took.
const cacheKb = 16_384
const waitingMax = 200
const waitMaxMs = 10_000

type Limits = { readonly threads: number; readonly waitingMax?: number; readonly waitMaxMs?: number }

/**
 * Kysely's SQLite dialect over threads, each with a connection of its own: a slow question stops neither this thread nor, while another is
 * free, any other question. Too many that wait are refused with a {@link DatabaseBusyError}. The file is made where there is none.
 */
export function threadedSqliteDialect(file: string, { threads, ...limits }: Limits): Dialect {
  const open = () => openSqliteConnection({ file, cacheKb })
  return {
    createDriver: () =>
      new ThreadedDriver(makeConnectionPool(open, { waitingMax, waitMaxMs, ...limits, size: threads })),
    createAdapter: () => new ThreadedAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

class ThreadedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class ThreadedDriver extends SqliteDriver implements Driver {
  readonly #pool: ConnectionPool<SqliteConnection>

  constructor(pool: ConnectionPool<SqliteConnection>) {
    // Its statements of transactions are used, and never its database.
    super({ database: undefined as never })
    this.#pool = pool
  }

  override async init(): Promise<void> {}

  override acquireConnection(): Promise<SqliteConnection> {
    return this.#pool.acquire()
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // One that cannot go back is ended, which undoes what it did: nobody is to find themselves in its transaction.
    await super.rollbackTransaction(connection).catch(() => (connection as SqliteConnection).kill())
  }

  override async releaseConnection(connection?: DatabaseConnection): Promise<void> {
    this.#pool.release(connection as SqliteConnection)
  }

  override destroy(): Promise<void> {
    return this.#pool.close()
  }
}
