import { type DiscoveredUrl, queues, type RunRef, type Stage } from '@stancewire/contracts'
import { type Line, openPublisher } from './bull.ts'
import { later, type Outcome } from './outcome.ts'

/** What the runtime asks about a run. */
export type RunLookup = {
  state(ref: RunRef): Promise<{ readonly is: 'unknown' | 'running' | 'ended' }>
  entry(urlId: string): Promise<DiscoveredUrl | undefined>
}

// About as long as a fetch takes; the job looks again then.
const lookAgainMs = 5_000

/**
 * Sends a run whose body is gone back to FETCH, and puts the asking job off until the body is there again.
 * `ended` where the run is over: its body was dropped on purpose.
 */
export function openRefetch(line: Line, runs: RunLookup) {
  const fetch = openPublisher(queues.fetch, line)
  const parse = openPublisher(queues.parse, line)
  const refetch = async (stage: Stage, ref: RunRef): Promise<Outcome<never> | 'ended'> => {
    const entry = await runs.entry(ref.urlId)
    if ((await runs.state(ref)).is !== 'running' || entry?.run !== ref.run) return 'ended'
    await fetch.forget(ref)
    if (stage !== 'parse') await parse.forget(ref)
    await fetch.add(entry)
    return later(lookAgainMs, 'its body is fetched again')
  }
  return Object.assign(refetch, {
    async [Symbol.asyncDispose]() {
      await fetch[Symbol.asyncDispose]()
      await parse[Symbol.asyncDispose]()
    },
  })
}
