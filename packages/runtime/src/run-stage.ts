import { hostname } from 'node:os'
import { type Queue as QueueSpec, RunRef, type TerminalEvent } from '@stancewire/contracts'
import { atPoint } from '@stancewire/faults'
import { type Job, Worker } from 'bullmq'
import { failedEvent, isFinal, refOf } from './failed-run.ts'
import { type Logger, limited } from './log.ts'
import { openTry } from './one-try.ts'
import { CrashedError, fail } from './outcome.ts'
import { startPauseSweep } from './pauses.ts'
import type { StageOptions, StageSpec } from './stage.ts'
import { openStagePace } from './stage-pace.ts'
import { openSuspects } from './suspects.ts'
import { startClockSweep } from './sweep-clock.ts'
import { startFailedSweep } from './sweep-failed.ts'
import { startVersionNote } from './version-notes.ts'
import { noteConcurrency } from './worker-notes.ts'

// A killed worker's jobs are taken over once its locks have run out and a check, shared by all workers of a queue, has seen it twice.
const lockMs = 5_000
const stalledCheckMs = 2_500
// Suspects are found out long before: this only bounds what nobody foresaw.
const stallsMax = 50
// Long enough for a Redis that is just coming back.
const awayGraceMs = 1_000
// Done jobs are kept a while as a guard against doubles; failed ones until the sweep lets them go.
const doneKept = { count: 1_000 }

/** Runs a stage until it is disposed: then jobs in hand finish, or are left for another worker after the grace time. */
export function runStage<From extends QueueSpec, To extends QueueSpec | null>(
  spec: StageSpec<From, To>,
  given: StageOptions,
): AsyncDisposable {
  const { from } = spec
  const log = given.log.child({ stage: from.name })
  const left = new AbortController()
  const open = new AsyncDisposableStack()
  const pace = open.use(openStagePace(given.prefix, from.name))
  const options = { ...given, announcer: pace.counted(given.announcer) }
  const suspects = openSuspects(options, from.name, options.aloneAfterDeaths)
  const work = openTry(spec, { ...options, log }, left.signal, open)

  const worker: Worker = new Worker(
    from.name,
    // The signal is handed only to a function that declares three parameters.
    (job: Job, token?: string, signal?: AbortSignal) => {
      const lock = worker.toKey(`${job.id}:lock`)
      const hold = { lock, token: token ?? '', signal: signal ?? left.signal, takenAtMs: performance.now() }
      return suspects
        .run(job, () => work(job, hold))
        .then((how) => {
          if (how) pace.done(how, performance.now() - hold.takenAtMs)
        })
        .catch(async (error: unknown) => {
          // Its process died for other reasons, after it had ended its run.
          if (error instanceof CrashedError && (await hasEnded(options, job))) return
          fail(error)
        })
    },
    {
      connection: options.redis,
      prefix: options.prefix,
      name: `${hostname()}:${process.pid}`,
      concurrency: options.concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledCheckMs,
      maxStalledCount: stallsMax,
      removeOnComplete: doneKept,
    },
  )
  const complain = limited(1_000, (swallowed, error) => log.warn({ err: error, swallowed }, 'worker error'))
  worker.on('error', complain)
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id)
  })
  worker.on('completed', () => atPoint('complete:after'))
  worker.on('failed', (job, error) => {
    log.warn({ err: error, job: job?.id, attempt: job?.attemptsMade }, 'try failed')
    if (!job || !isFinal(job)) return
    pace.done('failed', (job.finishedOn ?? 0) - (job.processedOn ?? 0))
    const event = failedEvent(from.name, job, error)
    // Should this be lost with the process, the sweep publishes it.
    if (event) void giveUp(options, event).catch(complain)
  })
  const sweep = startFailedSweep(from, { ...options, log, giveUp: (event) => giveUp(options, event) })
  const clockSweep = startClockSweep(from, { ...options, log })
  const versionNote = startVersionNote(from, { ...options, log })
  const pauseSweep = startPauseSweep(from, { ...options, log })
  open.use(noteConcurrency(options.concurrency))
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([sweep, clockSweep, versionNote, pauseSweep].map((each) => each[Symbol.asyncDispose]()))
      // Without Redis nothing can be finished: what is in hand is another worker's in any case.
      const isAway = options.redis.status !== 'ready'
      await closeWithin(isAway ? Math.min(options.shutdownGraceMs, awayGraceMs) : options.shutdownGraceMs, worker, log)
      // What still works here would keep the process alive for a result that nobody takes.
      left.abort(new Error('its stage was closed'))
      await open[Symbol.asyncDispose]()
    },
  }
}

async function hasEnded({ runs }: StageOptions, job: Job): Promise<boolean> {
  const ref = refOf(job)
  return ref !== undefined && (await runs.state(ref)).is === 'ended'
}

async function giveUp({ announcer, onFailed }: StageOptions, event: TerminalEvent): Promise<void> {
  await announcer.end(event)
  await onFailed?.(RunRef.parse(event.data))
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
