import { RunRef } from '@stancewire/contracts'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const staleScript = luaScript('stale-runs')

/** Runs between their host's list and their end: those that jobs stand for. Taking from a list writes them down, publishing the end strikes them out. */
export type MovingRuns = {
  /** Runs that left their host so long ago, at most so many; they are given again only after as long. */
  stale(forMs: number, most: number): Promise<RunRef[]>
  /** Strikes out a run that is not on its way. */
  forget(ref: RunRef): Promise<void>
}

/** Opens the runs on their way under this key prefix. */
export function openMovingRuns(redis: Redis, { prefix }: { prefix: string }): MovingRuns {
  const key = `${prefix}:runs:moving`
  return {
    async stale(forMs, most) {
      const members = (await staleScript(redis, [key], [forMs, most])) as string[]
      return members.flatMap((member) => {
        const [urlId, run] = member.split('/')
        const ref = RunRef.safeParse({ urlId, run: Number(run) })
        return ref.success ? [ref.data] : []
      })
    },
    async forget({ urlId, run }) {
      await redis.zrem(key, `${urlId}/${run}`)
    },
  }
}
