import { makeStore } from '../store.ts'

const everyMs = 5_000

/** The time of this page, in steps of five seconds, so that what says "ago" stays true. */
export const clock = makeStore(Date.now())

setInterval(() => {
  if (!document.hidden) clock.set(Date.now())
}, everyMs)
document.addEventListener('visibilitychange', () => clock.set(Date.now()))
