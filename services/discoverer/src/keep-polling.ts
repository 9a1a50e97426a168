import { setTimeout as sleep } from 'node:timers/promises'
import type { Source } from '@stancewire/config'
import type { Logger } from '@stancewire/runtime'
import type { FeedStates } from '@stancewire/storage'
import { withoutLogin } from '@stancewire/url'
import type { makePoll } from './poll.ts'
import type { openPauseGate } from './until-not-paused.ts'

type Deps = {
  readonly poll: ReturnType<typeof makePoll>
  readonly states: Pick<FeedStates, 'read'>
  readonly untilNotPaused: ReturnType<typeof openPauseGate>
}

// What is still at work when it shall stop gets this long.
const patienceMs = 500

/** Polls a source again and again until disposed, never twice at a time, and each time when the poll before says. */
export function keepPolling(source: Source, { poll, states, untilNotPaused }: Deps, log: Logger): AsyncDisposable {
  const stopping = new AbortController()
  const { signal } = stopping
  const rest = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {})
  const turn = async () => {
    await untilNotPaused(source, log, signal)
    if (signal.aborted) return 0
    const polled = await poll(source, log, signal)
    if (polled.is === 'failed' && !signal.aborted) log.warn(polled, 'poll failed')
    else log.debug(polled, 'polled')
    return polled.waitMs
  }
  const running = (async () => {
    await rest(await stillToWaitMs(source, states))
    while (!signal.aborted) {
      const waitMs = await turn().catch((error: unknown) => {
        log.warn({ err: error }, 'poll failed')
        return source.everySeconds * 1_000
      })
      await rest(waitMs)
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      const patience = new AbortController()
      // Work that waits for a Redis that is away is left behind.
      await Promise.race([running, sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => {})])
      patience.abort()
    },
  }
}

/** A source is polled when this process begins, but for one that was put off: its host is not asked sooner because of that. */
async function stillToWaitMs(source: Source, states: Deps['states']): Promise<number> {
  const state = await states.read(source.id).catch(() => undefined)
  if (!state?.nextAt || state.nextWhy === 'interval' || state.url !== withoutLogin(source.url)) return 0
  return Math.max(0, Date.parse(state.nextAt) - Date.now())
}
