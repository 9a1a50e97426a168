import { atWrite } from '@stancewire/faults'
import type { Job } from 'bullmq'
import type { Line } from './bull.ts'
import { openGate } from './gate.ts'
import { CrashedError } from './outcome.ts'

// Once beside others, then twice alone: whose process died each time has ended it.
const diedAloneMax = 2

/** Runs jobs of one queue, and finds those that end their process. */
export type Suspects = {
  /** Runs the work of a job; rejects with {@link CrashedError}, without running it, where the job ended its process each time. */
  run<T>(job: Job, work: () => Promise<T>): Promise<T>
}

/**
 * A job whose process died while it was in hand is a suspect: which of those in hand it was, nobody knows. So suspects run
 * one at a time, with nothing beside them in their process: the next death has one suspect only. Those that were merely
 * near, or were killed from outside, run through. `aloneAfter` deaths: one by default.
 */
export function openSuspects({ redis, prefix }: Line, queue: string, aloneAfter = 1): Suspects {
  const gate = openGate()
  const startedAlone = `${prefix}:started-alone:${queue}`
  return {
    run(job, work) {
      if (job.stalledCounter < aloneAfter) return gate.together(work)
      const id = job.id ?? ''
      return gate.alone(async () => {
        const starts = await redis.hincrby(startedAlone, id, 1)
        try {
          if (starts > diedAloneMax)
            throw new CrashedError(`its process died ${starts} times, the last ones with it alone`)
          return await work()
        } finally {
          await atWrite('suspect', () => redis.hdel(startedAlone, id))
        }
      })
    },
  }
}
