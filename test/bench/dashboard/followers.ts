import type { Redis } from 'ioredis'
import { until } from '../../e2e/line.ts'
import { type Watched, watchRedis } from './watch-redis.ts'

/** So many who follow the line, each by a stream of its own, as the tabs of so many browsers do. */
export type Followers = AsyncDisposable & { watch(redis: Redis): Promise<Watched> }

/** Lets them follow; each has had its first sample when this resolves. */
export async function openFollowers(base: string, count: number): Promise<Followers> {
  const leaving = new AbortController()
  const told = Array.from({ length: count }, () => 0)
  const following = told.map((_, at) =>
    follow(base, leaving.signal, (samples) => {
      told[at] = (told[at] ?? 0) + samples
    }),
  )
  const all = async () => told.reduce((sum, samples) => sum + samples, 0)
  const lost = Promise.all(following).then(() => new Promise<never>(() => {}))
  await Promise.race([lost, until('each has a sample', 20_000, () => told.every((samples) => samples > 0))])
  return {
    watch: (redis) => watchRedis(redis, { count, told: all }),
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
