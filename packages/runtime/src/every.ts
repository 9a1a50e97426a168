import type { Logger } from './log.ts'

// What is still at work when it shall stop gets this long.
const patienceMs = 500

/** Calls work now and again, never twice at a time, until disposed; a failing call is logged and tried again at the next turn. One that fails because it is disposed is no trouble. */
export function every(
  ms: number,
  what: string,
  log: Logger,
  work: (stopping: AbortSignal) => Promise<unknown>,
): AsyncDisposable {
  const stopping = new AbortController()
  let wake = () => {}
  const rest = () =>
    new Promise<void>((resolve) => {
      // Jitter keeps many processes from doing the same at the same moment.
      const timer = setTimeout(resolve, ms * (0.8 + 0.4 * Math.random()))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await work(stopping.signal)
      } catch (error) {
        // What shall stop may have lost its connections already.
        log[stopping.signal.aborted ? 'debug' : 'warn']({ err: error }, `${what} failed`)
      }
      if (!stopping.signal.aborted) await rest()
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      wake()
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patienceMs)
      })
      // Work that waits for a Redis that is away is left behind.
      await Promise.race([running, patience])
      clearTimeout(timer)
    },
  }
}
