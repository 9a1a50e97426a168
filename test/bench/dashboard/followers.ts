import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { until } from '../../e2e/line.ts'

/** So many who follow the line, as open tabs do. */
export type Followers = AsyncDisposable & {
  /** What Redis is asked a second, and how many samples a second each of them is told. */
  watch(redis: Redis): Promise<{ readonly perSecond: number; readonly samples: number }>
}

// The first looks are slow, and what was found is held the longer.
const settlingMs = 4_000
// Long enough for what the API does now and again, whoever follows, to be in each of them alike.
const watchedMs = 30_000

/** Lets them follow; each has had its first sample when this resolves. */
export async function openFollowers(base: string, count: number): Promise<Followers> {
  const leaving = new AbortController()
  const told = Array.from({ length: count }, () => 0)
  const following = told.map((_, at) =>
    follow(base, leaving.signal, (samples) => {
      told[at] = (told[at] ?? 0) + samples
    }),
  )
  const all = () => told.reduce((sum, samples) => sum + samples, 0)
  const lost = Promise.all(following).then(() => new Promise<never>(() => {}))
  await Promise.race([lost, until('each has a sample', 20_000, () => told.every((samples) => samples > 0))])
  return {
    async watch(redis) {
      await sleep(settlingMs)
      const [before, samples] = [await commandsOf(redis), all()]
      const beganAtMs = performance.now()
      await sleep(watchedMs)
      const seconds = (performance.now() - beganAtMs) / 1_000
      // Less what was asked here.
      const commands = (await commandsOf(redis)) - before - 1
      return { perSecond: commands / seconds, samples: count === 0 ? 0 : (all() - samples) / count / seconds }
    },
    async [Symbol.asyncDispose]() {
      leaving.abort()
      await Promise.all(following)
    },
  }
}

async function follow(base: string, signal: AbortSignal, tell: (samples: number) => void): Promise<void> {
  try {
    const answer = await fetch(`${base}/v1/live`, { headers: { accept: 'text/event-stream' }, signal })
    if (!answer.ok || !answer.body) throw new Error(`/v1/live: ${answer.status} ${await answer.text()}`)
    const decoder = new TextDecoder()
    for await (const part of answer.body) tell(decoder.decode(part, { stream: true }).split('event: sample').length - 1)
    throw new Error('the API let a follower go')
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Commands that Redis has done, those of scripts with them. */
async function commandsOf(redis: Redis): Promise<number> {
  const stats = await redis.info('commandstats')
  return [...stats.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
}
