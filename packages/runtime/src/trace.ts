import { type Stage, Trace } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import { z } from 'zod'

const stepsMax = 8

/** As much of a job as its trace is made of. */
type Traced = Pick<Job, 'data' | 'timestamp' | 'processedOn' | 'attemptsStarted'>

/** What messages of all stages, and of versions before traces, may say of the way behind them. */
const Traceable = z.object({
  trace: Trace.optional().catch(undefined),
  discoveredAt: Trace.shape.discoveredAt.optional().catch(undefined),
  sourceId: Trace.shape.sourceId.catch(null),
})

/** The way of a run through the stage that has its job in hand, as it stands at this moment (ms since 1970). */
export function traceThrough(stage: Stage, job: Traced, nowMs: number): Trace {
  const before = traceOf(job)
  const { timestamp, processedOn = timestamp, attemptsStarted } = job
  const step = {
    stage,
    queuedAt: instant(timestamp),
    // Clocks of two machines may disagree.
    waitedMs: elapsed(timestamp, processedOn),
    workedMs: elapsed(processedOn, nowMs),
    tries: Math.max(1, attemptsStarted || 1),
  }
  return { ...before, steps: [...before.steps, step].slice(-stepsMax) }
}

/** The way that a run came to the stage of this job. */
export function traceOf({ data, timestamp }: Pick<Traced, 'data' | 'timestamp'>): Trace {
  const { trace, discoveredAt, sourceId } = Traceable.safeParse(data).data ?? { sourceId: null }
  return trace ?? { discoveredAt: discoveredAt ?? instant(timestamp), sourceId, steps: [] }
}

function elapsed(fromMs: number, toMs: number): number {
  return Math.max(0, Math.round(toMs - fromMs) || 0)
}

/** A job that somebody else wrote may not know its time. */
function instant(ms: number): string {
  return new Date(ms || 0).toISOString()
}
