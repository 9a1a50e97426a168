import { readTrace, type Stage, Trace, TraceLine, traceLine, traceOn } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import { z } from 'zod'

/** As much of a job as its trace is made of. */
type Traced = Pick<Job, 'data' | 'timestamp' | 'processedOn' | 'attemptsStarted'>

/** What a message says of the way behind it that carries no trace: the first of a run, or one of a version before traces. */
const Found = z.object({
  discoveredAt: Trace.shape.discoveredAt.optional().catch(undefined),
  sourceId: Trace.shape.sourceId.catch(null),
})

/** The way of a run, as messages carry it, through the stage that has its job in hand, as it stands at this moment (ms since 1970). */
export function traceThrough(stage: Stage, job: Traced, nowMs: number): string {
  const { timestamp, processedOn = timestamp, attemptsStarted } = job
  return traceOn(lineTo(job), {
    stage,
    // A job that somebody else wrote may not know its time.
    queuedMs: Math.max(0, Math.round(timestamp) || 0),
    // Clocks of two machines may disagree.
    waitedMs: elapsed(timestamp, processedOn),
    workedMs: elapsed(processedOn, nowMs),
    tries: Math.max(1, attemptsStarted || 1),
  })
}

/** The way that a run came to the stage of this job. */
export function traceOf(job: Pick<Traced, 'data' | 'timestamp'>): Trace {
  return readTrace(lineTo(job))
}

function lineTo({ data, timestamp }: Pick<Traced, 'data' | 'timestamp'>): string {
  return TraceLine.safeParse(data?.trace).data ?? traceLine(begin(data, timestamp))
}

function begin(data: unknown, timestamp: number): Trace {
  const { discoveredAt, sourceId } = Found.safeParse(data).data ?? { sourceId: null }
  return { discoveredAt: discoveredAt ?? new Date(timestamp || 0).toISOString(), sourceId, steps: [] }
}

function elapsed(fromMs: number, toMs: number): number {
  return Math.max(0, Math.round(toMs - fromMs) || 0)
}
