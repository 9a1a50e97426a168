import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'

/** What the stages did within a stretch of time, by outcome. */
export type WorkStretch = {
  readonly fromMs: number
  readonly stage: string
  readonly outcome: string
  readonly count: number
  readonly workedMs: number
}

/** What the stages did in stretches of so many ms (whole minutes) from one instant on and before another; those in which nothing ended are left out. */
export async function sumWorkOverTime(
  { db }: Database,
  { fromMs, beforeMs, stretchMs }: { fromMs: number; beforeMs: number; stretchMs: number },
): Promise<WorkStretch[]> {
  const begin = sql<number>`minute_ms - minute_ms % ${sql.lit(stretchMs)}`
  const rows = await db
    .selectFrom('counter')
    .select(({ fn }) => [
      begin.as('fromMs'),
      'stage',
      'outcome',
      fn.sum('count').as('count'),
      fn.sum('workedMs').as('workedMs'),
    ])
    .where('minuteMs', '>=', fromMs)
    .where('minuteMs', '<', beforeMs)
    .groupBy([begin, 'stage', 'outcome'])
    .orderBy('fromMs')
    .orderBy('stage')
    .orderBy('outcome')
    .execute()
  return rows.map((row) => ({
    ...row,
    ...{ fromMs: Number(row.fromMs), count: Number(row.count), workedMs: Number(row.workedMs) },
  }))
}
