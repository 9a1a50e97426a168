import { countText } from '../parts/amounts.ts'
import { Button } from '../parts/button.tsx'
import type { Tail, TailState } from './use-tail.ts'

const states: Readonly<Record<TailState, string>> = {
  off: 'Paused: nothing new is shown',
  hidden: 'Paused while the tab is hidden',
  connecting: 'Connecting …',
  live: 'Live: new events come in on top',
  lost: 'The connection is lost; trying again',
  refused: 'The API lets nobody else follow now, or is away',
}

type Props = {
  readonly tail: Tail
  readonly isPaused: boolean
  readonly canFollow: boolean
  readonly onPause: (isPaused: boolean) => void
  readonly onAgain: () => void
}

/** How the live tail stands, and what holds it. */
export function TailBar({ tail: { state, events }, isPaused, canFollow, onPause, onAgain }: Props) {
  if (!canFollow) return <p class="tail-bar muted">Only events of a time that is over: there is nothing to follow.</p>
  return (
    <div class="tail-bar">
      <Button onPress={() => onPause(!isPaused)}>{isPaused ? 'Go on' : 'Pause'}</Button>
      <span class={`tail-state tail-${state}`} role="status">
        <span class="tail-dot" aria-hidden="true" /> {states[state]}
      </span>
      {events.length > 0 && <span class="muted number">{countText(events.length)} new</span>}
      {state === 'refused' && <Button onPress={onAgain}>Try again</Button>}
    </div>
  )
}
