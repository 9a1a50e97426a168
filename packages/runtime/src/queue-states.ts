import { queues, type Stage } from '@stancewire/contracts'
import type { Queue } from 'bullmq'
import { type Line, openBullQueue } from './bull.ts'

/** How a queue stands. */
export type QueueState = {
  readonly queue: Stage
  readonly waiting: number
  readonly active: number
  readonly delayed: number
  readonly failed: number
  /** Processes that read it, over all machines. */
  readonly workers: number
  /** How long the oldest waiting job has waited; `null` where none waits. */
  readonly oldestWaitingMs: number | null
}

/** Reads the state of every queue of the line. */
export async function readQueueStates(line: Line): Promise<QueueState[]> {
  return Promise.all(
    Object.values(queues).map(async (spec) => {
      const queue = openBullQueue(spec, line)
      try {
        return await readState(spec.name, queue)
      } finally {
        await queue.close()
      }
    }),
  )
}

async function readState(name: Stage, queue: Queue): Promise<QueueState> {
  const counts = await queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed')
  const [oldest] = await queue.getJobs(['wait'], 0, 0, true)
  return {
    queue: name,
    waiting: (counts.wait ?? 0) + (counts.prioritized ?? 0),
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
    workers: await queue.getWorkersCount(),
    oldestWaitingMs: oldest ? Math.max(0, Date.now() - oldest.timestamp) : null,
  }
}
