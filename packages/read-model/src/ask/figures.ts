import type { Database } from '../database/open-database.ts'

/** How much the archive holds: `events` is the number of the last one, also where earlier ones were let go. */
export type Figures = { readonly events: number; readonly articles: number; readonly outbox: number }

/** Counts what the archive holds, in one look at each table. */
export async function readFigures({ db }: Database): Promise<Figures> {
  const [last, articles, outbox] = await Promise.all([
    db
      .selectFrom('event')
      .select(({ fn }) => fn.max('ordinal').as('ordinal'))
      .executeTakeFirstOrThrow(),
    ...(['article', 'outbox'] as const).map((table) =>
      db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('rows'))
        .executeTakeFirstOrThrow(),
    ),
  ])
  return { events: Number(last.ordinal ?? 0), articles: Number(articles?.rows), outbox: Number(outbox?.rows) }
}

/** What a stage did by outcome: how often, and how long it worked. */
export type StageWork = {
  readonly stage: string
  readonly outcome: string
  readonly count: number
  readonly workedMs: number
}

/** What the stages did in the minutes from one on and before another, summed up. */
export async function sumWork(
  { db }: Database,
  { fromMs, beforeMs }: { fromMs?: number; beforeMs?: number },
): Promise<StageWork[]> {
  let query = db.selectFrom('counter')
  if (fromMs !== undefined) query = query.where('minuteMs', '>=', fromMs)
  if (beforeMs !== undefined) query = query.where('minuteMs', '<', beforeMs)
  const rows = await query
    .select(({ fn }) => ['stage', 'outcome', fn.sum('count').as('count'), fn.sum('workedMs').as('workedMs')])
    .groupBy(['stage', 'outcome'])
    .orderBy('stage')
    .orderBy('outcome')
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count), workedMs: Number(row.workedMs) }))
}
