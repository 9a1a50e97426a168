import { live } from '../live/live.ts'
import { session } from '../session.ts'
import { useStore } from '../store.ts'
import { useIsOld } from './use-is-old.ts'

const words = { connecting: 'connecting', live: 'live', lost: 'not live', paused: 'paused' } as const

/** Whether what is shown is what is. */
export function LiveState() {
  const { connection: told, sample, cameAt } = useStore(live)
  const { is } = useStore(session)
  const isOld = useIsOld(cameAt)
  if (is === 'nobody') return null
  const connection = told === 'live' && isOld ? 'lost' : told
  if (connection === 'live' && sample?.redis === 'away')
    return (
      <span class="live live-lost" role="status">
        <span class="live-dot" aria-hidden="true" />
        Redis away
      </span>
    )
  return (
    <span class={`live live-${connection}`} role="status">
      <span class="live-dot" aria-hidden="true" />
      {words[connection]}
    </span>
  )
}
