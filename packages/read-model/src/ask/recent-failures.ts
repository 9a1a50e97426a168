import type { Database } from '../database/open-database.ts'
import { stillFailed } from './still-failed.ts'

/** Runs that failed in one stage for one cause: how many, and at which host most of them. */
export type RecentFailures = {
  readonly stage: string
  readonly cause: string
  readonly count: number
  readonly host: string
  readonly ofHost: number
}

// What it costs has a bound, however much failed.
const runsMost = 5_000

/** What failed since an instant, and nobody retried or let go, by stage and cause, of the latest 5,000: most first. */
export async function readRecentFailures(
  database: Database,
  sinceMs: number,
  most = runsMost,
): Promise<RecentFailures[]> {
  const latest = stillFailed(database, { sinceMs })
    .select(['run.stage', 'run.reason', 'run.host'])
    .orderBy('run.endedMs', 'desc')
    .limit(most)
    .as('latest')
  const rows = await database.db
    .selectFrom(latest)
    .select(({ fn }) => ['stage', 'reason', 'host', fn.countAll().as('count')])
    .groupBy(['stage', 'reason', 'host'])
    .execute()
  const kinds = Map.groupBy(rows, ({ stage, reason }) => `${stage} ${reason}`)
  return [...kinds.values()]
    .map((hosts) => {
      const sorted = hosts.toSorted((a, b) => Number(b.count) - Number(a.count))
      const [first] = sorted
      return {
        ...{ stage: first?.stage ?? '', cause: first?.reason ?? '', host: first?.host ?? '' },
        ofHost: Number(first?.count ?? 0),
        count: sorted.reduce((sum, { count }) => sum + Number(count), 0),
      }
    })
    .sort((a, b) => b.count - a.count)
}
