import type { Config } from '@stancewire/config'
import { openDatabase } from '@stancewire/read-model'
import { every, type Service } from '@stancewire/runtime'
import { openArchiveMark, openStores } from '@stancewire/storage'
import { makeFollow } from './follow.ts'

// Between two looks the stream is waited at; this is the rest after a failure, or while another archive projects.
const restMs = 1_000

/** Projects the event stream into the database, and lets go of what is projected. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  const open = new AsyncDisposableStack()
  const database = open.use(await openDatabase(config.databaseUrl))
  const { events, bodies } = openStores(redis, config)
  // A read that waits holds up all that is asked after it.
  const waiting = open.adopt(redis.duplicate(), (connection) => connection.disconnect())
  const stream = openStores(waiting, config).events
  const mark = openArchiveMark(redis, config)
  const follow = makeFollow({ database, stream, announcer: events, bodies, mark, log })
  open.use(every(restMs, 'projection', log, follow))
  log.info({ database: database.kind }, 'projecting')
  return open
}
