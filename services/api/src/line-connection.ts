import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '@stancewire/config'
import { type Logger, type Service, untilReady } from '@stancewire/runtime'
import { defineScripts } from '@stancewire/storage'

type Redis = Service<Config>['redis']

/** Redis does not answer: nothing that was asked is known to be done, and all of it may be asked again. */
export class LineAwayError extends Error {
  override readonly name = 'LineAwayError'
}

/** The way from a request to the line's Redis. Somebody waits for the answer: nothing here waits for a Redis that is away. */
export type LineConnection = AsyncDisposable & {
  /** Commands fail at once while Redis is away, and within {@link answerWithinMs} where it falls silent; none is sent twice. What is asked in one moment goes in one trip. */
  readonly redis: Redis
  /**
   * Runs work that needs the line, whatever it waits for; rejects with a {@link LineAwayError} within a second of Redis going away or falling silent.
   * The signal then tells the work that nobody waits for it any more; the connection is not closed before it has ended.
   */
  whileThere<Result>(work: (gone: AbortSignal) => Promise<Result>): Promise<Result>
  /** Whether Redis answers now. */
  isThere(): Promise<boolean>
}

/** Within this time Redis answers, or is away. */
const answerWithinMs = 600
// Together below the second that was promised.
const askEveryMs = 100
const reconnectEveryMs = 250
const firstWithinMs = 2_000
const hangUpWithinMs = 200

/** Opens a connection of its own beside one that waits for ever. */
export async function openLineConnection(waiting: Redis, log: Logger): Promise<LineConnection> {
  const redis = waiting.duplicate({
    enableOfflineQueue: false,
    // What Redis may have heard is never sent again by itself: whoever asked is told, and decides.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: answerWithinMs,
    disconnectTimeout: hangUpWithinMs,
    retryStrategy: () => reconnectEveryMs,
    enableAutoPipelining: true,
    // Behind a trip that is not answered it would be sent only when that has run out.
    autoPipeliningIgnoredCommands: ['ping'],
  })
  endUnanswered(redis)
  defineScripts(redis)
  // The connection that waits tells of trouble, once a second at most.
  redis.on('error', (error) => log.debug({ err: error }, 'redis connection error'))
  await untilReady(redis, AbortSignal.timeout(firstWithinMs))

  const atWork = new Set<Promise<unknown>>()
  let pulse: Promise<void> | undefined
  // One question at a time, for all who wait.
  const beat = () => {
    pulse ??= askAndRest(redis).finally(() => {
      pulse = undefined
    })
    return pulse
  }
  return {
    redis,
    async whileThere(work) {
      const gone = new AbortController()
      const working = work(gone.signal)
      const settled = working.then(
        () => {},
        () => {},
      )
      atWork.add(settled)
      void settled.then(() => atWork.delete(settled))
      try {
        return await Promise.race([working, untilSilent(beat, settled)])
      } catch (error) {
        throw isAway(error) ? new LineAwayError('Redis does not answer', { cause: error }) : error
      } finally {
        gone.abort()
      }
    },
    async isThere() {
      return await redis.ping().then(
        () => true,
        () => false,
      )
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(atWork)
      redis.disconnect()
    },
  }
}

type Command = Parameters<Redis['sendCommand']>[0]

/**
 * Ends each command that is not answered in time. After a time in which this process was busy with something else its timers come first: the
 * answers that have come meanwhile are read before a command is given up, so that nobody takes a busy process for a silent Redis.
 */
function endUnanswered(redis: Redis): void {
  const send: Redis['sendCommand'] = redis.sendCommand.bind(redis)
  const timed = new WeakSet<Command>()
  redis.sendCommand = (command, stream) => {
    const answer = send(command, stream)
    if (command.isResolved || timed.has(command)) return answer
    timed.add(command)
    const timer = setTimeout(() => afterReading(() => giveUp(command)), answerWithinMs)
    const settled = () => clearTimeout(timer)
    command.promise.then(settled, settled)
    return answer
  }
}

function giveUp(command: Command): void {
  if (!command.isResolved) command.reject(new Error('Command timed out'))
}

/** What stands at the sockets is read between two turns of the loop. */
function afterReading(act: () => void): void {
  setImmediate(() => setImmediate(act))
}

async function askAndRest(redis: Redis): Promise<void> {
  try {
    await redis.ping()
  } catch (error) {
    // A wire that has gone dead is not found dead for minutes: a new one is tried.
    if (redis.status === 'ready') redis.disconnect(true)
    throw error
  }
  await sleep(askEveryMs, undefined, { ref: false })
}

/** Rejects once Redis does not answer, as long as there is work. */
async function untilSilent(beat: () => Promise<void>, settled: Promise<void>): Promise<never> {
  let isOver = false
  void settled.then(() => {
    isOver = true
  })
  while (!isOver) await beat()
  return new Promise(() => {})
}

const awayMessages =
  /^(Connection is closed|Command timed out|Stream isn't writeable|Command aborted|Reached the max retries|Socket closed|Socket timeout|connect ETIMEDOUT|LOADING |READONLY |MASTERDOWN |CLUSTERDOWN |BUSY |UNKILLABLE )/
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
])

/** Whether an error means that Redis is away, loads its data, or does not take writes now. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return awayMessages.test(error.message) || (code !== undefined && 'syscall' in error && awayCodes.has(code))
}
