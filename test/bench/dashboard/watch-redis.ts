import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'

/** What Redis is asked a second while so many look, and how many samples a second each of them is told. */
export type Watched = { readonly perSecond: number; readonly samples: number }

// The first looks are slow, and what was found is held the longer.
const settlingMs = 4_000
// Long enough for what the API does now and again, whoever follows, to be in each of them alike.
const watchedMs = 30_000

/** Watches for half a minute; `told` counts the samples that all of them together were told so far. */
export async function watchRedis(
  redis: Redis,
  { count, told }: { readonly count: number; readonly told: () => Promise<number> },
): Promise<Watched> {
  await sleep(settlingMs)
  const [before, samples] = [await commandsOf(redis), await told()]
  const beganAtMs = performance.now()
  await sleep(watchedMs)
  const seconds = (performance.now() - beganAtMs) / 1_000
  // Less what was asked here.
  const commands = (await commandsOf(redis)) - before - 1
  return { perSecond: commands / seconds, samples: count === 0 ? 0 : ((await told()) - samples) / count / seconds }
}

/** Commands that Redis has done, those of scripts with them. */
async function commandsOf(redis: Redis): Promise<number> {
  const stats = await redis.info('commandstats')
  return [...stats.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
}
