import { jobId, type Lane, type MessageOf, type Queue as QueueSpec, queues, type RunRef } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'

/** Where the queues live. */
export type Line = { readonly redis: Redis; readonly prefix: string }

// BullMQ's own event stream is for boards; ours is another one, and is not trimmed by this.
const boardEventsKept = 1_000

/** Opens BullMQ's handle of one queue. The only place that makes one. */
export function openBullQueue(spec: Pick<QueueSpec, 'name'>, { redis, prefix }: Line): Queue {
  const queue = new Queue(spec.name, {
    connection: redis,
    prefix,
    streams: { events: { maxLen: boardEventsKept } },
  })
  // The connection's own handler logs; without one here Node would end the process.
  queue.on('error', () => {})
  return queue
}

/** Opens BullMQ's handles of all queues of the line, for boards. */
export function openBullQueues(line: Line): Queue[] {
  return Object.values(queues).map((spec) => openBullQueue(spec, line))
}

// A queue's jobs without a priority go first: those with one, however high, take the room that is left.
const replayPriority = 10

/** How a job of this queue is tried, and kept. */
function jobOptions(spec: QueueSpec, { lane, ...ref }: RunRef & { lane?: Lane | undefined }): JobOptions {
  return {
    jobId: jobId(spec.name, ref),
    ...(lane === 'replay' ? { priority: replayPriority } : {}),
    attempts: spec.attempts,
    backoff: { type: 'exponential', delay: spec.backoffMs, jitter: 0.5 },
  }
}

type JobOptions = JobsOptions & { readonly jobId: string }

/** Writes messages to one queue. */
export type Publisher<Q extends QueueSpec> = AsyncDisposable & {
  /** Adds the job of this run, unless it stands there already. Throws if the message breaks its contract. */
  add(message: MessageOf<Q>): Promise<void>
  /** Adds jobs for what waited elsewhere, unchecked: what another version wrote is for the worker to refuse, and to end. */
  addAll(waited: readonly RunRef[]): Promise<void>
  /** Where the job of a run stands: on its way, finished (done or failed) and still kept, or nowhere. */
  standing(ref: RunRef): Promise<'pending' | 'finished' | 'nowhere'>
  /** Forgets the finished job of a run, so that it can be added again. */
  forget(ref: RunRef): Promise<void>
}

/** Opens a publisher for one queue of the line. */
export function openPublisher<Q extends QueueSpec>(spec: Q, line: Line): Publisher<Q> {
  const queue = openBullQueue(spec, line)
  const jobOf = (message: MessageOf<Q>) => {
    const data = spec.message.parse(message) as MessageOf<Q> & RunRef & { lane?: Lane }
    return { name: spec.name, data, opts: jobOptions(spec, data) }
  }
  const standing = async (ref: RunRef) => {
    const state = await queue.getJobState(jobId(spec.name, ref))
    if (state === 'unknown') return 'nowhere'
    return state === 'completed' || state === 'failed' ? 'finished' : 'pending'
  }
  return {
    async add(message) {
      const { name, data, opts } = jobOf(message)
      await atWrite('add', () => queue.add(name, data, opts))
    },
    async addAll(waited) {
      if (waited.length === 0) return
      const jobs = waited.map((data) => ({ name: spec.name, data, opts: jobOptions(spec, data) }))
      await atWrite('add', () => queue.addBulk(jobs))
    },
    standing,
    async forget(ref) {
      if ((await standing(ref)) === 'finished') await queue.remove(jobId(spec.name, ref))
    },
    async [Symbol.asyncDispose]() {
      await queue.close()
    },
  }
}
