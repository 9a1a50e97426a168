import type { RunRef } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'

/** Runs that have ended and whose page may be dropped. The publish step of an end writes this list. */
export type DuePages = {
  /** Runs whose time has come, at most so many. */
  due(most: number): Promise<RunRef[]>
  /** Strikes a run off the list, after its page was dropped. */
  done(ref: RunRef): Promise<void>
}

/** Opens the list of due pages under this key prefix. */
export function openDuePages(redis: Redis, { prefix }: { prefix: string }): DuePages {
  const list = `${prefix}:pages:due`
  return {
    async due(most) {
      const members = await redis.zrangebyscore(list, '-inf', Date.now(), 'LIMIT', 0, most)
      return members.map((member) => {
        const [urlId = '', run = '0'] = member.split('/')
        return { urlId, run: Number(run) }
      })
    },
    async done({ urlId, run }) {
      await atWrite('page-done', () => redis.zrem(list, `${urlId}/${run}`))
    },
  }
}
