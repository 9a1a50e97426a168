import { every, type Logger } from '@stancewire/runtime'
import { type Stores, spareRunning } from '@stancewire/storage'

const dropEveryMs = 5_000
const batch = 500
const dayMs = 86_400_000
// The message that a page travels with is kept as long as the page.
const pageKinds = ['fetched', 'page'] as const
// What no run knows of any more was left by a death between a body and its job; a failed run's page is kept longer than any other.
const orphanAfterFailedMs = 7 * dayMs

/** Drops the pages of runs that ended long enough ago, and once a day those that no run on its way asks for. What was handed in has a look of its own. */
export function startDroppingPages(
  { bodies, duePages, runs }: Pick<Stores, 'bodies' | 'duePages'> & { runs: Parameters<typeof spareRunning>[0] },
  { log, failedKeptMs }: { log: Logger; failedKeptMs: number },
): AsyncDisposable {
  const dropping = every(dropEveryMs, 'dropping pages', log, async (stopping) => {
    for (const ref of await duePages.due(batch)) {
      if (stopping.aborted) return
      for (const kind of pageKinds) await bodies.drop({ ...ref, kind })
      await duePages.done(ref)
    }
  })
  const orphans = every(dayMs, 'dropping orphaned pages', log, async () => {
    const before = Date.now() - failedKeptMs - orphanAfterFailedMs
    let dropped = 0
    for (const kind of pageKinds) dropped += await bodies.dropOlder(kind, before, spareRunning(runs))
    if (dropped > 0) log.info({ dropped }, 'orphaned pages dropped')
  })
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([dropping[Symbol.asyncDispose](), orphans[Symbol.asyncDispose]()])
    },
  }
}
