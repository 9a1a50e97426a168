import type { RunRef } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Line } from './bull.ts'
import { every } from './every.ts'
import { openJobCensus } from './job-census.ts'
import type { Logger } from './log.ts'
import type { RunLookup } from './refetch.ts'

const lookEveryMs = 5_000
const batch = 200

type LostSweepOptions = Line & {
  readonly log: Logger
  readonly runs: Pick<RunLookup, 'state'>
  readonly moving: { stale(forMs: number, most: number): Promise<RunRef[]>; forget(ref: RunRef): Promise<void> }
  readonly marks: {
    putBack(ref: RunRef, at: { jobKeys: readonly string[]; isHeld: boolean }): Promise<'back' | 'found' | 'unreadable'>
  }
  /** A run is looked for once it has not ended for so long. */
  readonly afterMs?: number
}

/**
 * Looks for runs without a job, and puts them back into their hosts' lists. A Redis that comes back without its last writes
 * can lose the next job of a run whose worker, told that it stands, then completes the one before.
 */
export function startLostRunSweep(options: LostSweepOptions): AsyncDisposable {
  const { runs, moving, marks, log, afterMs = 20_000 } = options
  const census = openJobCensus(options)

  async function look(ref: RunRef): Promise<void> {
    // Down the line, so that one that moves on meanwhile is met; its end is asked for last.
    const jobs = await census.jobsOf(ref)
    if (jobs.some(({ is }) => is === 'pending' || is === 'failed')) return
    if ((await runs.state(ref)).is !== 'running') return moving.forget(ref)
    await census.forgetIdle(ref)
    const answer = await marks.putBack(ref, { jobKeys: census.keysOf(ref), isHeld: false })
    if (answer === 'found') return
    log.error({ ...ref, answer }, 'run had lost its job')
    await moving.forget(ref)
  }

  const sweeping = every(lookEveryMs, 'sweep of lost runs', log, async (stopping) => {
    for (const ref of await moving.stale(afterMs, batch)) {
      if (stopping.aborted) return
      await atWrite('recover', () => look(ref))
    }
  })
  return {
    async [Symbol.asyncDispose]() {
      await sweeping[Symbol.asyncDispose]()
      await census[Symbol.asyncDispose]()
    },
  }
}
