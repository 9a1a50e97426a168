import { arrive } from '../address/places.ts'

const waitMs = 4_000
const ownWays = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const

/** Scrolls so far down as soon as the page is long enough, unless whoever reads it goes elsewhere meanwhile. Answers how to stop. */
export function goBackTo(top: number): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const stop = () => stopping.abort()
  const look = () => {
    scrollTo(0, top)
    if (scrollY >= top - 1) stop()
  }
  const growth = new ResizeObserver(look)
  const timer = setTimeout(stop, waitMs)
  signal.addEventListener('abort', () => {
    growth.disconnect()
    clearTimeout(timer)
    arrive()
  })
  for (const way of ownWays) addEventListener(way, stop, { signal, passive: true })
  growth.observe(document.body)
  look()
  return stop
}
