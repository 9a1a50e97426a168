import { jobId, type RunRef, type Stage } from '@stancewire/contracts'
import type { Line } from './bull.ts'
import { type FailedJob, readFailedJob } from './failed-job.ts'

const fields = ['data', 'failedReason', 'stacktrace', 'atm', 'pb', 'timestamp', 'processedOn', 'finishedOn'] as const

/**
 * The failed job of a run, read by its id in one trip; `undefined` where none stands in the stage's failed set. For connections that fail
 * while Redis is away: BullMQ's own handle of a queue would wait.
 */
export async function readFailedRecord(
  { redis, prefix }: Line,
  { stage, ...ref }: RunRef & { readonly stage: Stage },
): Promise<FailedJob | undefined> {
  const id = jobId(stage, ref)
  const queue = `${prefix}:${stage}`
  const [score, values] = await Promise.all([
    redis.zscore(`${queue}:failed`, id),
    redis.hmget(`${queue}:${id}`, ...fields),
  ])
  if (score === null) return undefined
  const [data, failedReason, stacktrace, tries, worker, ...moments] = values
  const [timestamp, processedOn, finishedOn] = moments.map((ms) => (ms ? Number(ms) : undefined))
  return readFailedJob(stage, {
    id,
    data: parsed(data),
    failedReason: failedReason ?? 'unknown',
    stacktrace: stacksOf(parsed(stacktrace)),
    attemptsMade: Number(tries ?? 0),
    ...(worker ? { processedBy: worker } : {}),
    timestamp: timestamp ?? Number.NaN,
    ...(processedOn === undefined ? {} : { processedOn }),
    ...(finishedOn === undefined ? {} : { finishedOn }),
  })
}

/** A value that BullMQ keeps as JSON; what is none, as it is. */
export function parsed(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null')
  } catch {
    return json
  }
}

/** The stacks of a job, the last one last. */
export function stacksOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((stack) => typeof stack === 'string') : []
}
