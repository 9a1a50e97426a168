import { findSession, session } from '../session.ts'
import { makeStore } from '../store.ts'
import type { Sample } from './sample.ts'

/** The line as it was last told, and how we stand to who tells. */
export type Live = {
  readonly sample: Sample | undefined
  /** `paused`: the tab is hidden, nobody looks. */
  readonly connection: 'connecting' | 'live' | 'lost' | 'paused'
  /** When the sample came, by the clock of this page. */
  readonly cameAt: number | undefined
}

/** The one live picture of the line, for all parts of the page. */
export const live = makeStore<Live>({ sample: undefined, connection: 'connecting', cameAt: undefined })

const retryMs = { first: 1_000, most: 15_000 }

let source: EventSource | undefined
let retry: ReturnType<typeof setTimeout> | undefined
let waitMs = retryMs.first

/** Follows the line for as long as the page is shown and somebody may look: one connection, none while the tab is hidden. */
export function followLine(): void {
  document.addEventListener('visibilitychange', begin)
  session.watch(begin)
  begin()
}

function begin(): void {
  end()
  if (session.get().is !== 'somebody') return
  if (document.hidden) {
    tell({ connection: 'paused' })
    return
  }
  tell({ connection: live.get().connection === 'lost' ? 'lost' : 'connecting' })
  source = new EventSource('/v1/live')
  source.addEventListener('sample', ({ data }: MessageEvent<string>) => {
    waitMs = retryMs.first
    tell({ sample: JSON.parse(data) as Sample, connection: 'live', cameAt: Date.now() })
  })
  source.addEventListener('error', () => {
    tell({ connection: 'lost' })
    if (source?.readyState === EventSource.CLOSED) beginAgain()
  })
}

/** A browser gives up where it is refused: whoever is not let in any more is asked to log in. */
function beginAgain(): void {
  end()
  retry = setTimeout(() => {
    void findSession().finally(begin)
  }, waitMs)
  waitMs = Math.min(2 * waitMs, retryMs.most)
}

function end(): void {
  clearTimeout(retry)
  source?.close()
  source = undefined
}

function tell(some: Partial<Live>): void {
  live.set({ ...live.get(), ...some })
}
