import type { Database } from '../database/open-database.ts'

/** How long a stage worked, as half and as 95 of 100 of its jobs took at most, in ms. */
export type StageDuration = { readonly stage: string; readonly p50Ms: number; readonly p95Ms: number }

// What it costs has a bound, however much ended: the latest runs stand for all.
const runsMost = 2_000

/** How long the stages worked on the runs that ended since an instant: of the latest 2,000 of these. Without stages that did nothing. */
export async function readDurations({ db }: Database, sinceMs: number, most = runsMost): Promise<StageDuration[]> {
  const rows = await db
    .selectFrom(
      db
        .selectFrom('run')
        .select(['urlId', 'run'])
        .where('endedMs', '>=', sinceMs)
        .orderBy('endedMs', 'desc')
        .limit(most)
        .as('latest'),
    )
    .innerJoin('runStep', (join) =>
      join.onRef('runStep.urlId', '=', 'latest.urlId').onRef('runStep.run', '=', 'latest.run'),
    )
    .select(['runStep.stage', 'runStep.workedMs'])
    .orderBy('runStep.stage')
    .orderBy('runStep.workedMs')
    .execute()
  const stages = Map.groupBy(rows, ({ stage }) => stage)
  return [...stages].map(([stage, sorted]) => ({ stage, p50Ms: share(sorted, 0.5), p95Ms: share(sorted, 0.95) }))
}

/** The value that such a share of all is not above. */
function share(sorted: readonly { workedMs: number }[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]?.workedMs ?? 0
}
