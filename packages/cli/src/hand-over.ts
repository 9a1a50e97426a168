import { type Offer, openEdge } from '@stancewire/runtime'
import type { CommandLine } from './line.ts'
import type { HandedIn } from './local-text.ts'

type Offered = Awaited<ReturnType<Offer>>
type HandOver = (handed: HandedIn, options: { again: boolean; signal: AbortSignal }) => Promise<Offered>

/** Opens the way from a command to the line. A text for which no run was started does not stay behind. */
export function openHandOver({ redis, stores: { bodies, runs }, limits, log }: CommandLine): HandOver {
  const asked = watchAnswers(runs.accept, redis)
  const offer = openEdge(redis, {
    runs: { accept: asked.accept, counters: runs.counters },
    memoryShareMax: limits.memoryShareMax,
    log,
  })
  return async ({ found, text }, options) => {
    if (text === null) return offer(found, options)
    const ref = { urlId: found.urlId, run: 0, kind: 'submitted' } as const
    // One that an earlier run waits for, or that was kept with a failed one, is not ours to drop.
    const isFirst = (await bodies.read(ref)) === undefined
    // The body first: a run never waits for a text that was not kept.
    await bodies.write(ref, text)
    let offered: Offered | undefined
    try {
      offered = await offer(found, options)
      return offered
    } finally {
      const hasRun = offered ? offered.is === 'accepted' || offered.is === 'running' : asked.mayHaveBeenHeard()
      if (isFirst && !hasRun) await bodies.drop(ref)
    }
  }
}

/** Tells of a question without an answer whether Redis may have heard it: then it may have done what was asked. */
function watchAnswers<Args extends unknown[], Answer>(
  accept: (...args: Args) => Promise<Answer>,
  redis: CommandLine['redis'],
) {
  let mayHaveBeenHeard = false
  let isOpen = false
  // What waits for a connection is sent with the next one.
  redis.on('ready', () => {
    mayHaveBeenHeard ||= isOpen
  })
  return {
    async accept(...args: Args): Promise<Answer> {
      isOpen = true
      mayHaveBeenHeard = redis.status === 'ready'
      const answer = await accept(...args)
      isOpen = false
      mayHaveBeenHeard = false
      return answer
    },
    mayHaveBeenHeard: () => mayHaveBeenHeard,
  }
}
