import { findSession } from '../session.ts'
import type { Live } from './live.ts'
import type { Sample } from './sample.ts'

const retryMs = { first: 1_000, most: 15_000 }

/** Has the API tell how the line stands, by a connection of its own; answers how to end it. */
export function askLine(tell: (some: Partial<Live>) => void): () => void {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let waitMs = retryMs.first
  let isOver = false

  function begin(): void {
    if (isOver) return
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
    retry = setTimeout(() => void findSession().finally(begin), waitMs)
    waitMs = Math.min(2 * waitMs, retryMs.most)
  }

  begin()
  return () => {
    isOver = true
    clearTimeout(retry)
    source?.close()
  }
}
