import { type Logger, pino } from 'pino'

export type { Logger }

/** One JSON line per fact, on standard error: standard output belongs to results. */
export function openLog(name: string, level: string): Logger {
  return pino({ name, level, base: { name, pid: process.pid } }, pino.destination({ dest: 2, sync: false }))
}

/** Calls through at most once in `everyMs`, and says how many calls it swallowed in between. */
export function limited(everyMs: number, write: (swallowed: number, ...facts: unknown[]) => void) {
  let nextAtMs = 0
  let swallowed = 0
  return (...facts: unknown[]) => {
    const now = performance.now()
    if (now < nextAtMs) {
      swallowed++
      return
    }
    nextAtMs = now + everyMs
    write(swallowed, ...facts)
    swallowed = 0
  }
}
