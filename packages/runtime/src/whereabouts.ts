import { jobId, queues, type RunRef, type Stage, type Trace } from '@stancewire/contracts'
import { type Line, openBullQueue } from './bull.ts'
import { traceOf } from './trace.ts'

/** Where a run stands on the line: at which stage, whether its job waits there, is put off, in hand or given up, since when, and the way behind it. */
export type Whereabouts = {
  readonly stage: Stage
  readonly is: 'waiting' | 'put-off' | 'active' | 'failed'
  /** When its job was added. */
  readonly queuedAt: string
  /** How often it was begun. */
  readonly tries: number
  readonly trace: Trace
}

const states: Readonly<Record<string, Whereabouts['is']>> = {
  waiting: 'waiting',
  prioritized: 'waiting',
  delayed: 'put-off',
  active: 'active',
  failed: 'failed',
}

/** Tells of runs where they stand, by the ids of their jobs; `undefined` where a run has no job: it waits for its host, or has ended. */
export function openWhereabouts(line: Line) {
  // From the bottom up: stages behind it keep their done jobs for a while.
  const open = Object.values(queues)
    .map((spec) => ({ stage: spec.name, queue: openBullQueue(spec, line) }))
    .reverse()

  async function at({ stage, queue }: (typeof open)[number], ref: RunRef): Promise<Whereabouts | undefined> {
    const job = await queue.getJob(jobId(stage, ref))
    const is = job && states[await job.getState()]
    if (!job || !is) return undefined
    const { timestamp, attemptsStarted: tries } = job
    return { stage, is, queuedAt: new Date(timestamp || 0).toISOString(), tries, trace: traceOf(job) }
  }

  return {
    async of(ref: RunRef): Promise<Whereabouts | undefined> {
      const found = await Promise.all(open.map((each) => at(each, ref)))
      return found.find((where) => where !== undefined)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map(({ queue }) => queue.close()))
    },
  }
}
