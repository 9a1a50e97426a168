import { live } from '../live/live.ts'
import { useStore } from '../store.ts'

const words = { connecting: 'connecting', live: 'live', lost: 'not live', paused: 'paused' } as const

/** Whether what is shown is what is. */
export function LiveState() {
  const { connection } = useStore(live)
  return (
    <span class={`live live-${connection}`} role="status">
      <span class="live-dot" aria-hidden="true" />
      {words[connection]}
    </span>
  )
}
