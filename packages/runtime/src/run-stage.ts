import {
  type MessageOf,
  type Queue as QueueSpec,
  type RunRef,
  RunRef as RunRefSchema,
  type SideEvent,
  type Stage,
  type TerminalEvent,
} from '@stancewire/contracts'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import { type Line, openPublisher } from './bull.ts'
import { failedEvent, isFinal } from './failed-run.ts'
import { type Logger, limited } from './log.ts'
import { InvalidMessageError, MissingBodyError, type Outcome, PermanentError } from './outcome.ts'
import { openRefetch, type RunLookup } from './refetch.ts'
import type { Service } from './run-service.ts'
import { startFailedSweep } from './sweep-failed.ts'
import { withTimeLimit } from './time-limit.ts'

/** Where ends and announcements go. Both write an event once, however often they are called. */
export type Announcer = {
  end(event: TerminalEvent): Promise<'published' | 'already'>
  announce(event: SideEvent): Promise<'published' | 'already'>
}

/** What a handler is given beside its message. */
export type Work = {
  readonly log: Logger
  /** Aborts when the try has taken too long, the job's lock was lost, or the stage was closed and waits no longer. */
  readonly signal: AbortSignal
  /** Counts from 1. */
  readonly attempt: number
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
  readonly concurrency: number
  /** Jobs in hand get this long when the stage is closed. */
  readonly shutdownGraceMs: number
  /** Failed jobs whose end is published are kept this long. */
  readonly failedKeptMs: number
  /** Told of every run that this stage gave up, after its event is published. */
  readonly onFailed?: (ref: RunRef) => Promise<void>
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

// A killed worker's jobs are taken over after one lock and one or two checks: the check is shared by all workers of a queue.
const lockMs = 5_000
// A job whose process dies this often has killed it.
const crashesMax = 5
// Done jobs are kept a while as a guard against doubles; failed ones until the sweep lets them go.
const doneKept = { count: 1_000 }
// `later` costs no attempt, so it is counted.
const latersMax = 50
// What waits for another stage of its own run is not counted, and looks less and less often.
const uncountedMaxMs = 60_000

type Later = Extract<Outcome<never>, { is: 'later' }>

/** Runs a stage until it is disposed: then jobs in hand finish, or are left for another worker after the grace time. */
export function runStage<From extends QueueSpec, To extends QueueSpec | null>(
  spec: StageSpec<From, To>,
  options: StageOptions,
): AsyncDisposable {
  const { from, to } = spec
  const log = options.log.child({ stage: from.name })
  const next = to ? openPublisher(to, options) : undefined
  const refetch = openRefetch(options, options.runs)
  const settle = openSettle(spec, { ...options, log, next })
  const left = new AbortController()

  // The signal is handed only to a function that declares three parameters.
  const worker = new Worker(
    from.name,
    async (job: Job, token?: string, signal?: AbortSignal) => {
      const message = readMessage(from, job)
      const { urlId, run } = message as RunRef
      const jobLog = log.child({ urlId, run })
      const startedAtMs = performance.now()
      const lost = signal ? AbortSignal.any([signal, left.signal]) : left.signal
      const outcome = await withTimeLimit(from.timeoutMs, lost, (limit) =>
        spec.handle(message, { log: jobLog, signal: limit, attempt: job.attemptsMade + 1 }),
      )
        .catch((error: unknown) => {
          if (error instanceof MissingBodyError) return refetch(from.name, { urlId, run })
          throw error
        })
        .catch(fail)
      if (outcome === 'ended') return
      const facts = { is: outcome.is, ms: Math.round(performance.now() - startedAtMs) }
      if (outcome.is === 'later') {
        jobLog.info({ ...facts, laterMs: outcome.ms, why: outcome.why }, 'put off')
        return putOff(job, token, outcome)
      }
      await settle(message as MessageOf<From> & RunRef & { url: string }, outcome)
      jobLog.info(outcome.is === 'stop' ? { ...facts, reason: outcome.reason } : facts, 'done')
    },
    {
      connection: options.redis,
      prefix: options.prefix,
      concurrency: options.concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: crashesMax - 1,
      removeOnComplete: doneKept,
    },
  )
  const complain = limited(1_000, (swallowed, error) => log.warn({ err: error, swallowed }, 'worker error'))
  worker.on('error', complain)
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id)
  })
  worker.on('failed', (job, error) => {
    log.warn({ err: error, job: job?.id, attempt: job?.attemptsMade }, 'try failed')
    const event = job && isFinal(job) ? failedEvent(from.name, job, error) : undefined
    // Should this be lost with the process, the sweep publishes it.
    if (event) void giveUp(options, event).catch(complain)
  })
  const sweep = startFailedSweep(from, { ...options, log, giveUp: (event) => giveUp(options, event) })
  return {
    async [Symbol.asyncDispose]() {
      await sweep[Symbol.asyncDispose]()
      await closeWithin(options.shutdownGraceMs, worker, log)
      // What still works here would keep the process alive for a result that nobody takes.
      left.abort(new Error('its stage was closed'))
      await refetch[Symbol.asyncDispose]()
      await next?.[Symbol.asyncDispose]()
    },
  }
}

function readMessage<From extends QueueSpec>(from: From, job: Job): MessageOf<From> {
  const read = from.message.safeParse(job.data)
  if (read.success) return read.data as MessageOf<From>
  const issues = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw unrecoverable(new InvalidMessageError(`job ${job.id} breaks the contract of queue ${from.name}: ${issues}`))
}

function fail(thrown: unknown): never {
  // BullMQ fails on what is no error, and its job would wait for its lock to run out.
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  throw error instanceof PermanentError ? unrecoverable(error) : error
}

function unrecoverable(error: PermanentError): UnrecoverableError {
  const wrapped = new UnrecoverableError(error.message)
  wrapped.stack = `${error.name}: ${error.message}`
  return Object.assign(wrapped, { cause: error })
}

async function putOff(job: Job, token: string | undefined, { ms, isCounted: counted }: Later): Promise<never> {
  const isCounted = counted ?? true
  const laters = job.attemptsStarted - job.attemptsMade
  if (isCounted && laters > latersMax) {
    throw unrecoverable(new PermanentError(`put off ${laters} times, at most ${latersMax} are allowed`))
  }
  const waitMs = isCounted ? ms : Math.min(ms * 2 ** Math.min(laters - 1, 10), uncountedMaxMs)
  await job.moveToDelayed(Date.now() + Math.max(1, waitMs), token)
  throw new DelayedError()
}

/** Publishes first; the job completes after. A death in between means again, never lost. */
function openSettle<From extends QueueSpec, To extends QueueSpec | null>(
  { from, to }: StageSpec<From, To>,
  { announcer, next }: StageOptions & { next: ReturnType<typeof openPublisher> | undefined },
) {
  return async (
    { urlId, run, url }: RunRef & { url: string },
    outcome: Exclude<Outcome<unknown>, { is: 'later' }>,
  ): Promise<void> => {
    if (outcome.is !== 'stop') for (const event of outcome.announce) await announcer.announce(event)
    if (outcome.is === 'end') {
      await announcer.end(outcome.event)
    } else if (outcome.is === 'stop') {
      const { reason, detail } = outcome
      await announcer.end({ type: 'url.stopped', data: { urlId, run, url, stage: from.name, reason, detail } })
    } else {
      if (!next) throw new PermanentError(`stage ${from.name} passed a message on, but no queue follows ${to ?? 'it'}`)
      await next.add(outcome.output)
    }
  }
}

async function giveUp({ announcer, onFailed }: StageOptions, event: TerminalEvent): Promise<void> {
  await announcer.end(event)
  await onFailed?.(RunRefSchema.parse(event.data))
}

async function closeWithin(graceMs: number, worker: Worker, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), graceMs)
  })
  // Without a limit this waits for jobs in hand for ever, and hangs while Redis is away.
  const paused = worker.pause().catch(() => {})
  if ((await Promise.race([paused, late])) === 'late') log.warn({ graceMs }, 'jobs in hand left for another worker')
  // Only the first call of `close` counts: one that waits could not be made to hurry.
  await worker.close(true)
  clearTimeout(timer)
}
