import { live } from '../live/live.ts'
import { countText } from '../parts/amounts.ts'
import { Button } from '../parts/button.tsx'
import { useStore } from '../store.ts'
import type { Tail, TailState } from './use-tail.ts'

const states: Readonly<Record<TailState, string>> = {
  off: 'Paused: nothing new is shown',
  hidden: 'Paused while the tab is hidden',
  connecting: 'Connecting …',
  live: 'Live: new events come in on top',
  lost: 'The connection is lost; trying again',
}

type Props = {
  readonly tail: Tail
  readonly isPaused: boolean
  readonly canFollow: boolean
  readonly onPause: (isPaused: boolean) => void
}

/** How the live tail stands, and what holds it. */
export function TailBar({ tail: { state, events }, isPaused, canFollow, onPause }: Props) {
  const { sample } = useStore(live)
  if (!canFollow) return <p class="tail-bar muted">Only events of a time that is over: there is nothing to follow.</p>
  const isStill = state === 'live' && sample?.redis === 'away'
  return (
    <div class="tail-bar">
      <Button onPress={() => onPause(!isPaused)}>{isPaused ? 'Go on' : 'Pause'}</Button>
      <span class={`tail-state tail-${isStill ? 'lost' : state}`} role="status">
        <span class="tail-dot" aria-hidden="true" /> {isStill ? 'Nothing new comes while Redis is away' : states[state]}
      </span>
      {events.length > 0 && <span class="muted number">{countText(events.length)} new</span>}
    </div>
  )
}
