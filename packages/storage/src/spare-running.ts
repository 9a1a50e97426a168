import type { RunRef } from '@stancewire/contracts'
import type { Spares } from './bodies.ts'
import type { Runs } from './runs.ts'

/** Spares the bodies of runs that are on their way: a pause may hold one for longer than any age. */
export function spareRunning(runs: {
  state(ref: RunRef): Promise<Pick<Awaited<ReturnType<Runs['state']>>, 'is'>>
}): Spares {
  return (refs) => Promise.all(refs.map(async (ref) => (await runs.state(ref)).is === 'running'))
}
