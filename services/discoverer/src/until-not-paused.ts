import { setTimeout as sleep } from 'node:timers/promises'
import type { Source } from '@stancewire/config'
import type { Logger } from '@stancewire/runtime'
import type { Pauses } from '@stancewire/storage'
import { hostKey } from '@stancewire/url'

// A source's turn may come once a day: who resumes it does not wait for that.
const lookAgainMs = 5_000

/** Waits while the source, or the host that its feed lies on, is paused; ends early when it is to stop. */
export function openPauseGate(pauses: Pick<Pauses, 'of'>, againMs = lookAgainMs) {
  return async ({ id, url }: Pick<Source, 'id' | 'url'>, log: Logger, stopping: AbortSignal): Promise<void> => {
    const asked = [
      { kind: 'source', name: id },
      { kind: 'host', name: hostKey(url) },
    ] as const
    for (let hasTold = false; !stopping.aborted; ) {
      const pause = (await pauses.of(asked)).find((each) => each !== undefined)
      if (!pause) return
      if (!hasTold) log.info(pause, 'paused: not polled')
      hasTold = true
      await sleep(againMs, undefined, { signal: stopping }).catch(() => {})
    }
  }
}
