import type { StageWork } from '@stancewire/read-model'

/** Sums up the minutes from one on, and before another. */
export type SumWork = (span: { fromMs?: number; beforeMs?: number }) => Promise<readonly StageWork[]>

const dayMs = 86_400_000
const minuteMs = 60_000
// Long ago little changes: it is looked at once a minute, and never for more than this share of the time.
const oldEveryMs = 60_000
const oldShareOfTime = 1 / 100

/**
 * What the stages did since there is an archive, as totals that only grow: a share of the minutes that is small is looked at each time, the
 * rest seldom. Where rows are let go, the totals stand still for that look.
 */
export function openWorkTotals(sum: SumWork, now = () => Date.now()): () => Promise<readonly StageWork[]> {
  let old: { readonly work: readonly StageWork[]; readonly beforeMs: number; readonly untilMs: number } | undefined
  let seen = new Map<string, StageWork>()
  const totals = new Map<string, StageWork>()

  const readOld = async () => {
    const beganMs = now()
    const beforeMs = Math.floor((beganMs - dayMs) / minuteMs) * minuteMs
    const work = await sum({ beforeMs })
    return { work, beforeMs, untilMs: beganMs + Math.max(oldEveryMs, (now() - beganMs) / oldShareOfTime) }
  }
  return async () => {
    if (!old || now() >= old.untilMs) old = await readOld()
    const found = new Map<string, StageWork>()
    for (const work of [...old.work, ...(await sum({ fromMs: old.beforeMs }))]) add(found, work)
    for (const [key, work] of found) add(totals, grownBy(work, seen.get(key)))
    seen = found
    return [...totals.values()]
  }
}

function add(sums: Map<string, StageWork>, work: StageWork): void {
  const key = `${work.stage} ${work.outcome}`
  const before = sums.get(key) ?? { count: 0, workedMs: 0 }
  sums.set(key, { ...work, count: before.count + work.count, workedMs: before.workedMs + work.workedMs })
}

function grownBy(work: StageWork, before = { count: 0, workedMs: 0 }): StageWork {
  const grown = (now: number, then: number) => Math.max(0, now - then)
  return { ...work, count: grown(work.count, before.count), workedMs: grown(work.workedMs, before.workedMs) }
}
