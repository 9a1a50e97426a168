import { type DiscoveredUrl, queues, type RunRef, type Stage } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import { type Line, openPublisher } from './bull.ts'
import { type Outcome, PermanentError } from './outcome.ts'

/** What the runtime asks about a run. */
export type RunLookup = {
  state(ref: RunRef): Promise<{ readonly is: 'unknown' | 'running' | 'ended' }>
  entry(urlId: string): Promise<DiscoveredUrl | undefined>
}

// About as long as a fetch takes; then longer and longer: the fetch may have to wait for its host.
const lookAgainMs = 5_000

/**
 * Sends a run whose body is gone back to FETCH, and puts the asking job off until the body is there again.
 * `ended` where the run is over: its body was dropped on purpose.
 */
export function openRefetch(line: Line, runs: RunLookup) {
  const fetch = openPublisher(queues.fetch, line)
  const parse = openPublisher(queues.parse, line)
  const refetch = async (stage: Stage, ref: RunRef): Promise<Outcome<never> | 'ended'> => {
    if ((await runs.state(ref)).is !== 'running') return 'ended'
    const entry = await runs.entry(ref.urlId)
    if (!entry) throw new PermanentError(`the message that started run ${ref.run} of ${ref.urlId} cannot be read`)
    if (entry.run !== ref.run) return 'ended'
    await atWrite('refetch', async () => {
      await fetch.forget(ref)
      if (stage !== 'parse') await parse.forget(ref)
      await fetch.add(entry)
    })
    return { is: 'later', ms: lookAgainMs, why: 'its body is fetched again', isCounted: false }
  }
  return Object.assign(refetch, {
    async [Symbol.asyncDispose]() {
      await fetch[Symbol.asyncDispose]()
      await parse[Symbol.asyncDispose]()
    },
  })
}
