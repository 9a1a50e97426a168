import { session } from '../session.ts'
import { makeStore } from '../store.ts'
import { askLine } from './ask-line.ts'
import type { Sample } from './sample.ts'
import { canShareLine, shareLine } from './share-line.ts'

/** The line as it was last told, and how we stand to who tells. */
export type Live = {
  readonly sample: Sample | undefined
  /** `paused`: the tab is hidden, nobody looks. */
  readonly connection: 'connecting' | 'live' | 'lost' | 'paused'
  /** When the sample came, by the clock of this machine. */
  readonly cameAt: number | undefined
}

/** The one live picture of the line, for all parts of the page. */
export const live = makeStore<Live>({ sample: undefined, connection: 'connecting', cameAt: undefined })

let leave: (() => void) | undefined

/** Follows the line for as long as the page is shown and somebody may look: by one connection for all tabs of the browser that are shown. */
export function followLine(): void {
  document.addEventListener('visibilitychange', begin)
  session.watch(begin)
  begin()
}

function begin(): void {
  leave?.()
  leave = undefined
  if (session.get().is !== 'somebody') return
  if (document.hidden) {
    tell({ connection: 'paused' })
    return
  }
  tell({ connection: live.get().connection === 'lost' ? 'lost' : 'connecting' })
  leave = canShareLine() ? shareLine({ now: live.get, tell, ask: askLine }) : askLine(tell)
}

function tell(some: Partial<Live>): void {
  live.set({ ...live.get(), ...some })
}
