import type { RunRef } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Fate, Held } from './failed-fate.ts'
import { ensureEnd, letGo } from './let-go.ts'
import { type Logger, limited } from './log.ts'
import type { RunLookup } from './refetch.ts'
import type { Announcer } from './settle.ts'

/** What discarding needs. */
export type Discarding = {
  readonly runs: Pick<RunLookup, 'state'>
  readonly announcer: Announcer
  readonly bodies: { drop(ref: RunRef & { readonly kind: 'page' | 'fetched' | 'parsed' }): Promise<void> }
  readonly log: Logger
}

/** Lets failed jobs go for good: announced first, so that a death in between means again, and is never silent. */
export function openDiscard(options: Discarding) {
  const { announcer, bodies, log } = options
  const complain = limited(1_000, (swallowed, err, job) => log.warn({ err, job, swallowed }, 'not discarded'))

  const announce = async ({ job, event }: Held): Promise<Fate> => {
    try {
      // What names no run can be announced of none.
      if (event) {
        const { urlId, run, url, stage, cause } = event.data
        await ensureEnd(options, event)
        await announcer.announce({ type: 'url.discarded', data: { urlId, run, url, stage, cause } })
      }
      return 'done'
    } catch (error) {
      complain(error, job.id)
      return 'broken'
    }
  }

  const dropBodies = async ({ job, event }: Held): Promise<void> => {
    if (!event) return
    const { urlId, run } = event.data
    const dropped = (['page', 'fetched', 'parsed'] as const).map((kind) => bodies.drop({ urlId, run, kind }))
    // A sweep drops what stays here.
    await Promise.all(dropped).catch((error: unknown) => complain(error, job.id))
  }

  return async (batch: readonly Held[]): Promise<Fate[]> => {
    const fates = await Promise.all(batch.map(announce))
    const over = batch.filter((_, at) => fates[at] === 'done')
    await atWrite('discard', () => letGo(over))
    await Promise.all(over.map(dropBodies))
    return fates
  }
}
