import { queues, type Stage } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Queue } from 'bullmq'
import { type Line, openBullQueue } from './bull.ts'
import { every } from './every.ts'
import type { Logger } from './log.ts'

/** What is kept of the pauses of stages: as much of it as their queues follow. */
export type StagePauses = {
  standing(
    stage: Stage,
  ): Promise<
    { readonly is: 'none' | 'paused' } | { readonly is: 'over'; readonly overMs: number; forget(): Promise<void> }
  >
}

const sweepEveryMs = 1_000
const looksMax = 5
// Longer than anybody can lie between reading what is kept and pausing a queue for it.
const rememberedMs = 60_000

/** Lets a queue stand as the pause of its stage says, and gives what was done. One that somebody else paused, and nobody here, is left alone. */
async function follow(queue: Queue, pauses: StagePauses): Promise<'paused' | 'resumed' | 'nothing'> {
  let done: 'paused' | 'resumed' | 'nothing' = 'nothing'
  for (let look = 0; look < looksMax; look++) {
    const standing = await pauses.standing(queue.name as Stage)
    if (standing.is === 'none' && done !== 'paused') return done
    const shallPause = standing.is === 'paused'
    if ((await queue.isPaused()) === shallPause) {
      // Another one may just be about to pause it, for the sake of what was over meanwhile.
      if (standing.is === 'over' && standing.overMs >= rememberedMs) await standing.forget()
      return done
    }
    await atWrite('halt', () => (shallPause ? queue.pause() : queue.resume()))
    // What was kept may have changed meanwhile, and whoever changed it have passed by here already: it is looked at again.
    done = shallPause ? 'paused' : 'resumed'
  }
  return done
}

/**
 * Keeps the queue of a stage in step with its pause: whoever pauses or resumes may die between the two, and a pause ends by itself
 * while nobody is there to end it. Every worker of the stage runs it.
 */
export function startPauseSweep(
  spec: { readonly name: Stage },
  { redis, prefix, log, pauses }: Line & { log: Logger; pauses: StagePauses },
): AsyncDisposable {
  const queue = openBullQueue(spec, { redis, prefix })
  const sweeping = every(sweepEveryMs, 'sweep of pauses', log, async () => {
    const done = await follow(queue, pauses)
    if (done !== 'nothing') log.info(`stage ${done}`)
  })
  return {
    async [Symbol.asyncDispose]() {
      await sweeping[Symbol.asyncDispose]()
      await queue.close()
    },
  }
}

/** Lets the queue of a stage follow its pause now, without waiting for the next sweep of a worker. Jobs in hand finish. */
export async function followPause(stage: Stage, { pauses, ...line }: Line & { pauses: StagePauses }): Promise<void> {
  await withQueue(stage, line, (queue) => follow(queue, pauses))
}

/** Whether the queue of a stage is paused, whoever did it. */
export function isQueuePaused(stage: Stage, line: Line): Promise<boolean> {
  return withQueue(stage, line, (queue) => queue.isPaused())
}

/** Sets a stage going that another tool paused on its queue. What the line keeps of pauses is not asked. */
export async function resumeQueue(stage: Stage, line: Line): Promise<void> {
  await withQueue(stage, line, (queue) => atWrite('halt', () => queue.resume()))
}

async function withQueue<T>(stage: Stage, line: Line, work: (queue: Queue) => Promise<T>): Promise<T> {
  const spec = Object.values(queues).find(({ name }) => name === stage)
  if (!spec) throw new Error(`there is no stage ${stage}`)
  const queue = openBullQueue(spec, line)
  try {
    return await work(queue)
  } finally {
    await queue.close()
  }
}
