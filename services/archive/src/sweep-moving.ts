import { type Database, dropMoving, oldestMoving } from '@stancewire/read-model'
import type { ArchiveMark, Runs } from '@stancewire/storage'

type Deps = {
  readonly database: Database
  readonly runs: Pick<Runs, 'state'>
  readonly mark: Pick<ArchiveMark, 'behindMs'>
}

const batch = 200
// Until then its end may only not have been read yet.
const afterMs = 60_000

/** Strikes out runs that ended while no archive was told: a stream that was trimmed without one, or a Redis that was emptied. */
export function makeSweepMoving({ database, runs, mark }: Deps) {
  return async (stopping: AbortSignal): Promise<void> => {
    const behindMs = await mark.behindMs()
    if (behindMs === null || behindMs >= afterMs) return
    const beforeMs = Date.now() - afterMs
    for (let after = ''; !stopping.aborted; ) {
      const rows = await oldestMoving(database, { beforeMs, after, limit: batch })
      const states = await Promise.all(rows.map((row) => runs.state(row)))
      await dropMoving(
        database.db,
        rows.filter((_, at) => states[at]?.is !== 'running').map(({ runId }) => runId),
      )
      if (rows.length < batch) return
      after = rows.at(-1)?.runId ?? ''
    }
  }
}
