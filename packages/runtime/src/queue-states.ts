import { queues, type Stage } from '@stancewire/contracts'
import type { Queue } from 'bullmq'
import { type Line, openBullQueue } from './bull.ts'

/** How a queue stands. */
export type QueueState = {
  readonly queue: Stage
  /** All that wait: live jobs, and those of the replay lane. */
  readonly waiting: number
  readonly waitingReplays: number
  readonly active: number
  readonly delayed: number
  readonly failed: number
  /** Processes that read it, over all machines. */
  readonly workers: number
  /** How long the oldest live job that waits has waited; `null` where none waits. */
  readonly oldestWaitingMs: number | null
  /** Nobody takes a job from it, whoever paused it. */
  readonly isPaused: boolean
}

/** The queues of the line, to be looked at again and again. */
export type QueueStates = AsyncDisposable & {
  /** How each of them stands now, top to bottom. */
  read(): Promise<QueueState[]>
}

/** Opens all queues of the line to be looked at. */
export function openQueueStates(line: Line): QueueStates {
  const opened = Object.values(queues).map(({ name }) => ({ name, queue: openBullQueue({ name }, line) }))
  return {
    read: () => Promise.all(opened.map(({ name, queue }) => readState(name, queue))),
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map(({ queue }) => queue.close()))
    },
  }
}

/** Reads the state of every queue of the line. */
export async function readQueueStates(line: Line): Promise<QueueState[]> {
  await using states = openQueueStates(line)
  return await states.read()
}

async function readState(name: Stage, queue: Queue): Promise<QueueState> {
  const [counts, [oldest], workers, isPaused] = await Promise.all([
    queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
    queue.getJobs(['wait'], 0, 0, true),
    queue.getWorkersCount(),
    queue.isPaused(),
  ])
  const replays = counts.prioritized ?? 0
  return {
    queue: name,
    waiting: (counts.wait ?? 0) + replays,
    waitingReplays: replays,
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
    workers,
    oldestWaitingMs: oldest ? Math.max(0, Date.now() - oldest.timestamp) : null,
    isPaused,
  }
}
