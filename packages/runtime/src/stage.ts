import type { MessageOf, Queue as QueueSpec, RunRef, Stage } from '@stancewire/contracts'
import type { Line } from './bull.ts'
import type { Logger } from './log.ts'
import type { Outcome } from './outcome.ts'
import type { StagePauses } from './pauses.ts'
import type { RunLookup } from './refetch.ts'
import type { Service } from './run-service.ts'
import type { Announcer } from './settle.ts'

/** What a handler is given beside its message. */
export type Work = {
  readonly log: Logger
  /** Aborts when the try has taken too long, the job's lock was lost, or the stage was closed and waits no longer. */
  readonly signal: AbortSignal
  /** Counts from 1. */
  readonly attempt: number
  /** Whether the job was in hand before: tried, put off, or left by a death. */
  readonly isAgain: boolean
}

export type Handle<Input, Output> = (message: Input, work: Work) => Promise<Outcome<Output>>

/** One stage: the queue it reads, the queue it writes (`null`: it ends every run itself), and its work. */
export type StageSpec<From extends QueueSpec, To extends QueueSpec | null> = {
  readonly from: From
  readonly to: To
  readonly handle: Handle<MessageOf<From>, To extends QueueSpec ? MessageOf<To> : never>
}

export type StageOptions = Line & {
  readonly log: Logger
  readonly announcer: Announcer
  readonly runs: RunLookup
  readonly pauses: StagePauses
  readonly concurrency: number
  /** Jobs in hand get this long when the stage is closed. */
  readonly shutdownGraceMs: number
  /** Failed jobs whose end is published are kept this long. */
  readonly failedKeptMs: number
  /** Told of every run that this stage gave up, after its event is published. */
  readonly onFailed?: (ref: RunRef) => Promise<void>
  /** A job whose process died so often runs alone in its process; 1 by default. More where a job's work is to wait for others, and nothing of its input is read. */
  readonly aloneAfterDeaths?: number
  /** A message of a newer version is looked at again after this long; a second by default. */
  readonly newerAgainMs?: number
}

type StageLimits = {
  readonly prefix: string
  readonly limits: {
    readonly concurrency: Readonly<Record<Stage, number>>
    readonly shutdownGraceMs: number
    readonly failedKeptDays: number
  }
}

/** The options of a stage that follow from its service's configuration. */
export function stageOptions({ config, redis, log }: Service<StageLimits>, stage: Stage) {
  const { prefix, limits } = config
  return {
    redis,
    prefix,
    log,
    concurrency: limits.concurrency[stage],
    shutdownGraceMs: limits.shutdownGraceMs,
    failedKeptMs: limits.failedKeptDays * 86_400_000,
  }
}
