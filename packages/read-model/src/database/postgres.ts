import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const connectionsMax = 8
const int8 = 20
const connectWithinMs = 5_000

/** Limits how long connecting takes; the pool's own limit would be one of waiting for a connection that others use, too. */
class PromptClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: connectWithinMs })
  }
}

/** Kysely's PostgreSQL dialect; whole numbers come as numbers, for all that stand here are safe ones. */
export function postgresDialect(url: string): Dialect {
  const types = new pg.TypeOverrides()
  types.setTypeParser(int8, Number)
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax, types, Client: PromptClient })
  // A connection that is lost while nobody uses it is replaced: whoever asks next hears of it. Unheard, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}
