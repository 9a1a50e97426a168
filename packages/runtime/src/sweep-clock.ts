import type { Queue as QueueSpec } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import { type Line, openBullQueue } from './bull.ts'
import { every } from './every.ts'
import type { Logger } from './log.ts'

const sweepEveryMs = 10_000
const lookedAt = 200
// Clocks of machines differ a little.
const toleranceMs = 60_000

/** When a delayed job was put off, by the clock of whoever did it. BullMQ keeps the delay, and sorts by when it is over. */
function putOffAtMs({ delay }: Pick<Job, 'delay'>, score: number): number {
  return Math.floor(score / 0x1000) - delay
}

/**
 * A job that was put off by a machine whose clock was ahead would wait until every clock is there. This sweep finds
 * those that were put off in the future, by Redis' own clock, and lets them wait their time from now.
 */
export function startClockSweep(spec: QueueSpec, { redis, prefix, log }: Line & { log: Logger }): AsyncDisposable {
  const queue = openBullQueue(spec, { redis, prefix })
  const sweep = async () => {
    const [seconds] = await redis.time()
    const nowMs = Number(seconds) * 1_000
    // By a clock that is ahead itself they would be put off again, and again.
    if (Date.now() > nowMs + toleranceMs) return
    const farthest = await redis.zrange(queue.toKey('delayed'), 0, lookedAt - 1, 'REV', 'WITHSCORES')
    for (let at = 0; at < farthest.length; at += 2) {
      const job: Job | undefined = await queue.getJob(farthest[at] ?? '')
      if (!job || putOffAtMs(job, Number(farthest[at + 1])) <= nowMs + toleranceMs) continue
      log.warn({ job: job.id, delayMs: job.delay }, 'put off by a clock that was ahead: waits from now')
      await job.changeDelay(job.delay)
    }
  }
  const sweeping = every(sweepEveryMs, 'sweep of delayed jobs', log, sweep)
  return {
    async [Symbol.asyncDispose]() {
      await sweeping[Symbol.asyncDispose]()
      await queue.close()
    },
  }
}
