import type { DedupVerdict } from '@stancewire/contracts'
import { end, type Handle, MissingBodyError, stop, type Threads } from '@stancewire/runtime'
import type { Bodies } from '@stancewire/storage'
import type { makeWork } from './thread.ts'

type Deps = { bodies: Pick<Bodies, 'read'>; read: Threads<typeof makeWork>['run'] }

/** CLASSIFY STANCE: has an article read for who stands where, on each topic it is on. Ends the run. */
export function makeHandle({ bodies, read }: Deps): Handle<DedupVerdict, never> {
  return async (verdict, { signal }) => {
    const { urlId, run } = verdict
    const text = await bodies.read({ urlId, run, kind: 'text' })
    if (text === undefined) throw new MissingBodyError(`text of ${urlId} run ${run} is not in the store`)
    const event = await read({ verdict, text }, signal)
    return event === null ? stop('off-topic', 'its topics are no longer configured') : end(event)
  }
}
