import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const connectionsMax = 8
const int8 = 20

/** Kysely's PostgreSQL dialect; whole numbers come as numbers, for all that stand here are safe ones. */
export function postgresDialect(url: string): Dialect {
  const types = new pg.TypeOverrides()
  types.setTypeParser(int8, Number)
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax, types })
  // A connection that is lost while nobody uses it is replaced: whoever asks next hears of it. Unheard, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}
