import type { RunRef, TerminalEvent } from '@stancewire/contracts'
import type { Held } from './failed-fate.ts'
import type { RunLookup } from './refetch.ts'
import type { Announcer } from './settle.ts'

type Ending = { readonly runs: Pick<RunLookup, 'state'>; readonly announcer: Pick<Announcer, 'end'> }

/** Publishes the end of a failed job's run, if it is missing still: a run never loses both. */
export async function ensureEnd({ runs, announcer }: Ending, event: TerminalEvent & { data: RunRef }): Promise<void> {
  const { is } = await runs.state(event.data)
  if (is !== 'ended') await announcer.end(event)
}

/** Removes failed jobs, whose ends are published. One that a worker has in hand again stays. */
export async function letGo(held: readonly Held[]): Promise<void> {
  await Promise.all(held.map(({ set, job }) => set.queue.remove(job.id ?? '', { removeChildren: false })))
}
