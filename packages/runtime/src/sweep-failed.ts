import type { Queue as QueueSpec, TerminalEvent } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import { type Line, openBullQueue } from './bull.ts'
import { every } from './every.ts'
import { failedEvent, failedNewestFirst } from './failed-run.ts'
import type { Logger } from './log.ts'

const sweepEveryMs = 5_000
const trimEachSweep = 1_000
const failedKeptMax = 10_000
// A sweep goes back this much further than the last one began: clocks of machines differ.
const overlapMs = 60_000
// And now and then it goes all the way: a clock may have been far off.
const wholeEveryMs = 600_000

type SweepOptions = Line & {
  readonly log: Logger
  readonly failedKeptMs: number
  giveUp(event: TerminalEvent): Promise<void>
}

/**
 * Walks the failed set of a queue and publishes the ends that are missing: of jobs whose listener died with its process, and
 * of jobs that stalled too often. Then lets go of those that were kept long enough.
 */
export function startFailedSweep(spec: QueueSpec, options: SweepOptions): AsyncDisposable {
  const queue = openBullQueue(spec, options)
  const { redis, prefix } = options
  const cursor = `${prefix}:swept:${spec.name}`
  let wholeAtMs = 0

  /** Publishes the ends that are missing among jobs that failed since; one that cannot be published must not hide those behind it. */
  const publishSince = async (sinceMs: number, stopping: AbortSignal): Promise<void> => {
    const broken: unknown[] = []
    for await (const job of failedNewestFirst(queue, sinceMs)) {
      if (stopping.aborted) return
      const event = failedEvent(spec.name, job)
      if (event) await atWrite('sweep', () => options.giveUp(event)).catch((error: unknown) => broken.push(error))
    }
    if (broken.length > 0) throw new AggregateError(broken.slice(0, 3), `${broken.length} ends not published`)
  }

  /** Lets go of those that were kept long enough, and of a flood: it must not fill Redis. All have their ends by now. */
  const letGo = async (): Promise<void> => {
    await queue.clean(options.failedKeptMs, trimEachSweep, 'failed')
    const excess = (await queue.getFailedCount()) - failedKeptMax
    if (excess > 0) await queue.clean(overlapMs, Math.min(excess, trimEachSweep), 'failed')
  }

  const sweep = async (stopping: AbortSignal) => {
    const lease = await redis.set(`${cursor}:lease`, '1', 'PX', sweepEveryMs, 'NX')
    if (lease === null) return
    const beganAtMs = Date.now()
    const isWhole = performance.now() >= wholeAtMs
    await publishSince(isWhole ? 0 : Number((await redis.get(cursor)) ?? 0) - overlapMs, stopping)
    if (stopping.aborted) return
    await letGo()
    await redis.set(cursor, beganAtMs)
    if (isWhole) wholeAtMs = performance.now() + wholeEveryMs
  }
  const sweeping = every(sweepEveryMs, 'sweep of failed jobs', options.log, sweep)
  return {
    async [Symbol.asyncDispose]() {
      await sweeping[Symbol.asyncDispose]()
      await queue.close()
    },
  }
}
