import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '@stancewire/config'
import type { RunRef, Stage } from '@stancewire/contracts'
import { type Database, openOperations, openOperationTurns } from '@stancewire/read-model'
import { type FailedJob, openFailedBatches, readFailedRecord, type Service } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import type { LineConnection } from '../line-connection.ts'
import { runOperations } from './run-operations.ts'

/** What is done about failed runs beside what the archive tells of them. */
export type FailedDesk = {
  /** A failed run can be retried for so long: its job is kept. */
  readonly keptMs: number
  /** The job of a failed run, with its input; `undefined` where it is kept no longer. Rejects within a second while Redis is away. */
  readJob(run: RunRef & { readonly stage: Stage }): Promise<FailedJob | undefined>
  /** There is something to do. */
  kick(): void
}

type Opening = Pick<Service<Config>, 'redis' | 'log'> & {
  readonly config: Pick<Config, 'prefix' | 'bodiesDir' | 'limits'>
  readonly database: Database
  readonly line: LineConnection
  /** Another process that has shown no life for so long is taken for dead. */
  readonly deadAfterMs?: number
}

const lookEveryMs = 1_000
const beatEveryMs = 1_000
// Many beats: a process that is only slow keeps what it has.
const deadAfterDefaultMs = 12_000
const stopWithinMs = 1_500
const dayMs = 86_400_000

/** Opens the desk, and begins to work on what was asked for: here, or of a process that is no more. */
export function openFailedDesk({
  config,
  redis,
  log,
  database,
  line,
  deadAfterMs = deadAfterDefaultMs,
}: Opening): FailedDesk & AsyncDisposable {
  const { prefix, limits } = config
  // One that waits for a Redis that is away, and gathers what is asked in one moment.
  const patient = redis.duplicate({ enableAutoPipelining: true })
  // The connection that it was made from tells of trouble.
  patient.on('error', () => {})
  const { runs, bodies, events } = openStores(patient, config)
  const { memoryShareMax } = limits
  const batches = openFailedBatches({ redis: patient, prefix, runs, bodies, announcer: events, memoryShareMax, log })
  const keptMs = limits.failedKeptDays * dayMs
  const operations = openOperations(database)
  const runner = runOperations({
    ...{ database, batches, log, lookEveryMs, beatEveryMs },
    turns: openOperationTurns(database, { worker: randomBytes(8).toString('hex'), deadAfterMs }),
    onEnded: () => operations.prune(Date.now() - keptMs - dayMs),
  })
  return {
    keptMs,
    readJob: (run) => line.whileThere(() => readFailedRecord({ redis: line.redis, prefix }, run)),
    kick: runner.kick,
    async [Symbol.asyncDispose]() {
      const stopped = runner[Symbol.asyncDispose]()
      await Promise.race([stopped, sleep(stopWithinMs, undefined, { ref: false })])
      // What waits for a Redis that is away ends here.
      patient.disconnect()
      await stopped
      await batches[Symbol.asyncDispose]()
    },
  }
}
