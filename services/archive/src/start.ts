import type { Config } from '@stancewire/config'
import { openAudit, openDatabase } from '@stancewire/read-model'
import { every, type Service } from '@stancewire/runtime'
import { openAcceptedNotes, openArchiveMark, openStores } from '@stancewire/storage'
import { makeFollow } from './follow.ts'
import { makeFollowAccepted } from './follow-accepted.ts'
import { makeRetention } from './retention.ts'
import { makeSweepMoving } from './sweep-moving.ts'

// Between two looks the stream is waited at; this is the rest after a failure, or while another archive projects.
const restMs = 1_000
const noteEveryMs = 500
const sweepEveryMs = 300_000
const retainEveryMs = 3_600_000

/** Projects the event stream into the database, and lets go of what is projected. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  const open = new AsyncDisposableStack()
  const database = open.use(await openDatabase(config.databaseUrl))
  const { events, bodies, runs } = openStores(redis, config)
  // A read that waits holds up all that is asked after it.
  const waiting = open.adopt(redis.duplicate(), (connection) => connection.disconnect())
  const stream = openStores(waiting, config).events
  const mark = openArchiveMark(redis, config)
  const follow = makeFollow({ database, stream, announcer: events, bodies, mark, log })
  open.use(every(restMs, 'projection', log, follow))
  const notes = openAcceptedNotes(redis, config)
  open.use(every(noteEveryMs, 'notes of accepted runs', log, makeFollowAccepted({ database, notes })))
  open.use(every(sweepEveryMs, 'sweep of runs on their way', log, makeSweepMoving({ database, runs, mark })))
  const retention = makeRetention({ database, audit: openAudit(database), keep: config.archive.keep, log })
  open.use(every(retainEveryMs, 'retention', log, retention))
  log.info({ database: database.kind }, 'projecting')
  return open
}
