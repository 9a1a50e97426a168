import { setTimeout as sleep } from 'node:timers/promises'
import type { Keep } from '@stancewire/config'
import { type Audit, type Database, lastEventMs, type Retained, retained, retainStep } from '@stancewire/read-model'
import type { Logger } from '@stancewire/runtime'

type Deps = {
  readonly database: Database
  readonly audit: Audit
  readonly keep: Keep
  readonly log: Logger
  readonly now?: () => number
}

const dayMs = 86_400_000
// Projection has at least half of the time.
const leastRestMs = 20

/** Removes, little by little, what is older than the settings say; what was removed is noted in the audit. Days count back from the last event: a clock that is ahead removes nothing. */
export function makeRetention({ database, audit, keep, log, now = Date.now }: Deps) {
  const days: Readonly<Record<Retained, number | null>> = {
    runs: keep.runsDays,
    texts: keep.textsDays,
    articles: keep.articlesDays,
    counters: keep.countersDays,
  }

  async function remove(what: Retained, beforeMs: number, stopping: AbortSignal): Promise<number> {
    let sum = 0
    while (!stopping.aborted) {
      const begunMs = performance.now()
      const { removed, isDone } = await retainStep(database, what, beforeMs)
      sum += removed
      if (isDone) break
      await sleep(Math.max(leastRestMs, performance.now() - begunMs), undefined, { signal: stopping }).catch(() => {})
    }
    return sum
  }

  return async (stopping: AbortSignal): Promise<void> => {
    const lastMs = await lastEventMs(database)
    if (lastMs === undefined) return
    for (const what of retained) {
      const kept = days[what]
      if (kept === null) continue
      const before = new Date(Math.min(lastMs, now()) - kept * dayMs)
      const affected = await remove(what, before.getTime(), stopping)
      if (affected === 0) continue
      const filter = { what, before: before.toISOString() }
      await audit.note({ who: 'archive', action: 'archive.retain', filter, affected })
      log.info({ ...filter, affected }, 'kept no longer')
    }
  }
}
