import type { Stage } from '@stancewire/contracts'
import { followPause, isQueuePaused, resumeQueue } from '@stancewire/runtime'
import { openPauses, type Pause, type Paused, type Pauses } from '@stancewire/storage'
import type { LineConnection } from './line-connection.ts'

/** Pauses and resumes on behalf of whoever asks; every call rejects within a second where Redis is away. */
export type Pausing = {
  all: Pauses['all']
  of: Pauses['of']
  pause: Pauses['pause']
  /** Whether it is paused; a queue may be paused by another tool, of which nothing more is known. */
  isHeld(paused: Paused): Promise<boolean>
  /** Ends a pause and gives it. A queue that another tool paused goes on too, and gives `null`. */
  resume(paused: Paused): Promise<Pause | null>
}

/** Opens {@link Pausing} for the line under this key prefix. */
export function openPausing(line: LineConnection, { prefix }: { prefix: string }): Pausing {
  const { redis } = line
  const pauses = openPauses(redis, { prefix })
  const follow = (stage: Stage) => followPause(stage, { redis, prefix, pauses })
  return {
    all: () => line.whileThere(() => pauses.all()),
    of: (some) => line.whileThere(() => pauses.of(some)),
    pause: (wanted) =>
      line.whileThere(async () => {
        const made = await pauses.pause(wanted)
        if (made.is === 'paused' && wanted.kind === 'stage') await follow(wanted.name as Stage)
        return made
      }),
    isHeld: (paused) =>
      line.whileThere(async () => {
        const [pause] = await pauses.of([paused])
        if (pause || paused.kind !== 'stage') return pause !== undefined
        return await isQueuePaused(paused.name as Stage, { redis, prefix })
      }),
    resume: (paused) =>
      line.whileThere(async () => {
        const pause = await pauses.resume(paused)
        if (paused.kind !== 'stage') return pause ?? null
        if (pause) await follow(paused.name as Stage)
        else await resumeQueue(paused.name as Stage, { redis, prefix })
        return pause ?? null
      }),
  }
}
