import type { queues } from '@stancewire/contracts'
import { every, type Logger, type Publisher } from '@stancewire/runtime'
import type { HostEntry, HostLists, Runs } from '@stancewire/storage'

type Deps = { hosts: HostLists; runs: Runs; fetch: Publisher<typeof queues.fetch>; log: Logger }

const lookEveryMs = 100
const batch = 100
const forgottenEveryMs = 10_000
// Longer than a take and an add can lie apart in a living process.
const forgottenAfterMs = 30_000

/** Moves URLs from their hosts' lists to FETCH as slots and clocks allow. Any number may run side by side. */
export function startDispatch({ hosts, runs, fetch, log }: Deps): AsyncDisposable {
  const moving = every(lookEveryMs, 'dispatch', log, async (stopping) => {
    for (let taken = 1; taken > 0 && !stopping.aborted; ) {
      const entries = await hosts.take(batch)
      await fetch.addAll(entries)
      taken = entries.length
    }
  })
  // A death between take and add, or between end and release, leaves a slot that nobody would free.
  const remembering = every(forgottenEveryMs, 'sweep of forgotten slots', log, async () => {
    for (const { entry, heldMs } of await hosts.taken()) {
      if (heldMs < forgottenAfterMs) continue
      await recall(entry, { hosts, runs, fetch, log })
    }
  })
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([moving[Symbol.asyncDispose](), remembering[Symbol.asyncDispose]()])
    },
  }
}

async function recall(entry: HostEntry, { hosts, runs, fetch, log }: Deps): Promise<void> {
  const standing = await fetch.standing(entry)
  if (standing === 'pending') return
  const isOver = standing === 'finished' || (await runs.state(entry)).is !== 'running'
  log.warn({ urlId: entry.urlId, run: entry.run, isOver }, 'slot was forgotten')
  if (isOver) await hosts.release(entry.host, entry)
  else await fetch.addAll([entry])
}
