import { setTimeout as sleep } from 'node:timers/promises'
import { shownAddress } from '@stancewire/contracts'
import type { Line } from '@stancewire/runtime'
import { UsageError } from './usage-error.ts'

type Redis = Line['redis']

const answerWithinMs = 5_000
// Nobody listens there: it may be starting, and is not waited for long.
const refusedWithinMs = 1_000
const lookAgainMs = 500
// For what has to be ended in order.
const windUpMs = 2_000

/** Waits until Redis answers. A command has somebody waiting for it: unlike a service it does not wait for ever, but closes the connection and throws. */
export async function untilAnswering(redis: Redis, url: string): Promise<void> {
  await answer(redis, url, refusedWithinMs)
}

/** Runs work for as long as Redis answers; where it falls silent, the connection is closed, which ends most work, and what is wrong is thrown. */
export async function whileAnswering<T>(redis: Redis, url: string, work: () => Promise<T>): Promise<T> {
  const done = new AbortController()
  let silence: unknown
  const watch = async (): Promise<never> => {
    for (;;) {
      // One that is being started again gets its time.
      await answer(redis, url, answerWithinMs)
      await sleep(lookAgainMs, undefined, { signal: done.signal, ref: false })
    }
  }
  const working = work()
  const silent = watch().catch(async (error: unknown): Promise<never> => {
    silence = error
    // Work that waits for something else is left behind.
    await Promise.race([working.catch(() => {}), sleep(windUpMs, undefined, { ref: false })])
    throw error
  })
  try {
    return await Promise.race([working, silent])
  } catch (error) {
    throw silence ?? error
  } finally {
    done.abort()
  }
}

async function answer(redis: Redis, url: string, refusedForMs: number): Promise<void> {
  const silent = Promise.withResolvers<never>()
  let last = ''
  const giveUp = () => silent.reject(new Error(`no answer${last}: is it running?`))
  const timers = [setTimeout(giveUp, answerWithinMs)]
  const remember = (error: NodeJS.ErrnoException) => {
    last = ` (${error.message || error.code})`
    if (error.code === 'ECONNREFUSED' && timers.length === 1) timers.push(setTimeout(giveUp, refusedForMs))
  }
  redis.on('error', remember)
  try {
    await Promise.race([redis.ping(), silent.promise])
  } catch (error) {
    hangUp(redis)
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`Redis at ${shownAddress(url)}: ${why}`, { cause: error })
  } finally {
    for (const timer of timers) clearTimeout(timer)
    redis.removeListener('error', remember)
  }
}

/** Ends the connection, and with an error every command that waits on it. */
function hangUp(redis: Redis): void {
  const isBetweenTries = redis.status === 'reconnecting'
  redis.options.retryStrategy = () => null
  redis.disconnect()
  // Told to disconnect between two tries, ioredis leaves what waits for the next one waiting for ever: here is the last one.
  if (isBetweenTries) redis.connect().catch(() => {})
}
