import type { Fence, MessageOf, Queue as QueueSpec, RunRef } from '@stancewire/contracts'
import { atPoint, atWrite } from '@stancewire/faults'
import { DelayedError, type Job } from 'bullmq'
import { openPublisher } from './bull.ts'
import { MissingBodyError, type Outcome, PermanentError, unrecoverable } from './outcome.ts'
import { newerVersion, readMessage } from './read-message.ts'
import { openRedisLife } from './redis-life.ts'
import { openRefetch } from './refetch.ts'
import { openSettle } from './settle.ts'
import type { StageOptions, StageSpec, Work } from './stage.ts'
import { withTimeLimit } from './time-limit.ts'
import { traceThrough } from './trace.ts'
import { isReadSomewhere } from './version-notes.ts'

// `later` costs no attempt, so it is counted, as the progress of its job.
const latersMax = 50
// What waits for another stage of its own run is not counted, and looks less and less often.
const uncountedMaxMs = 60_000
// Without a worker that can read it, a message of a newer version is for a person.
const newerLatersMax = 15

const doneBy = { pass: 'passed', stop: 'ended', end: 'ended' } as const

type Later = Extract<Outcome<never>, { is: 'later' }>

type Came<T> = { readonly outcome: T; readonly isAgain: boolean }

/** A job in hand: its lock, since when, and what says that it is lost. */
type Hold = Fence & { readonly signal: AbortSignal; readonly takenAtMs: number }

/** One try of one job: reads its message, does the work within its time, and settles what came of it; gives how, where this try settled it. What it opens is closed with `open`. */
export function openTry<From extends QueueSpec, To extends QueueSpec | null>(
  spec: StageSpec<From, To>,
  options: StageOptions,
  left: AbortSignal,
  open: AsyncDisposableStack,
) {
  const { from, to } = spec
  const { runs, log } = options
  const next = to ? open.use(openPublisher(to, options)) : undefined
  const refetch = open.use(openRefetch(options, runs))
  const settle = openSettle(from.name, { ...options, next })
  const lifeOfRedis = openRedisLife(options.redis)

  /** During an upgrade a newer worker is there; where none shows, one may be about to start. */
  async function isForNewerWorker(job: Job): Promise<boolean> {
    const version = newerVersion(job)
    if (version === undefined) return false
    return latersOf(job) < newerLatersMax || (await isReadSomewhere(from, options, version))
  }

  async function once(message: MessageOf<From>, work: Omit<Work, 'signal'>, signal: AbortSignal) {
    return withTimeLimit(from.timeoutMs, [signal, left], (limit) =>
      spec.handle(message, { ...work, signal: limit }),
    ).catch((error: unknown) => {
      if (error instanceof MissingBodyError) return refetch(from.name, message as RunRef)
      throw error
    })
  }

  /** What came of the work, in a Redis that knows all of it: one that came back may have forgotten what the work builds on. */
  async function inOneLife(...args: Parameters<typeof once>): Promise<Came<Awaited<ReturnType<typeof once>>>> {
    for (let isAgain = false; ; isAgain = true) {
      const life = await lifeOfRedis()
      const outcome = await once(...args)
      if ((await lifeOfRedis()) === life) return { outcome, isAgain }
      args[1].log.info('Redis was restarted meanwhile: done again')
    }
  }

  return async (job: Job, { lock, token, signal, takenAtMs }: Hold): Promise<'passed' | 'ended' | undefined> => {
    const startedAtMs = performance.now()
    if (await isForNewerWorker(job)) return delay(job, token, options.newerAgainMs ?? 1_000)
    const message = readMessage(from, job)
    const { urlId, run } = message as RunRef
    const jobLog = log.child({ urlId, run })
    // One that comes again may have come through the time before.
    if (job.stalledCounter > 0 && (await runs.state({ urlId, run })).is === 'ended') return
    const work = { log: jobLog, attempt: job.attemptsMade + 1, isAgain: job.attemptsStarted > 1 }
    const { outcome, isAgain } = await inOneLife(message, work, signal)
    if (outcome === 'ended') return
    const facts = { is: outcome.is, ms: Math.round(performance.now() - startedAtMs) }
    if (outcome.is === 'later') {
      jobLog.info({ ...facts, laterMs: outcome.ms, why: outcome.why }, 'put off')
      return putOff(job, token, outcome)
    }
    // The lock may be forgotten too.
    const trace = traceThrough(from.name, job, Date.now())
    const held = { lock, token, trace, takenAtMs: isAgain ? Number.NEGATIVE_INFINITY : takenAtMs }
    await settle(message as MessageOf<From> & RunRef & { url: string }, outcome, held)
    jobLog.info(outcome.is === 'stop' ? { ...facts, reason: outcome.reason } : facts, 'done')
    atPoint('complete:before')
    return doneBy[outcome.is]
  }
}

function latersOf(job: Job): number {
  return job.attemptsStarted - job.attemptsMade
}

async function putOff(job: Job, token: string | undefined, { ms, isCounted }: Later): Promise<never> {
  if (isCounted === false) return delay(job, token, Math.min(ms * 2 ** Math.min(latersOf(job) - 1, 10), uncountedMaxMs))
  // Starts tell of every putting-off, also of those that are not counted.
  const laters = Number(job.progress) + 1
  if (laters > latersMax) {
    throw unrecoverable(new PermanentError(`put off ${laters} times, at most ${latersMax} are allowed`))
  }
  await job.updateProgress(laters)
  return delay(job, token, ms)
}

async function delay(job: Job, token: string | undefined, ms: number): Promise<never> {
  await atWrite('put-off', () => job.moveToDelayed(Date.now() + Math.max(1, ms), token))
  throw new DelayedError()
}
