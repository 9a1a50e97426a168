import { env } from 'node:process'
import { ancestors } from './process-ancestors.ts'

const lookEveryMs = 1_000

/** Aborts at Ctrl-C, at SIGTERM, or when the process that started this one, npm included, is gone; a second signal ends the process at once. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  const isUnderNpm = 'npm_lifecycle_event' in env
  const before = ancestors({ isUnderNpm })
  const stop = (why: string) => {
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort(why)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
  process.on('disconnect', () => stop('parent gone'))
  // A listener for 'disconnect' alone would keep a finished process running.
  process.channel?.unref()
  const looking = setInterval(() => {
    if (ancestors({ isUnderNpm }) === before) return
    clearInterval(looking)
    if (!stopping.signal.aborted) stop('parent gone')
  }, lookEveryMs)
  looking.unref()
  return stopping.signal
}

/** Resolves once the signal has aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
