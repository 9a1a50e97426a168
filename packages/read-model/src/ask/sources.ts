import type { Database } from '../database/open-database.ts'
import type { RunRow } from '../database/tables.ts'

const dayMs = 86_400_000

/** What came of a source: runs that have ended, and those of them that brought an article, within a day and within a week. */
export type SourceYield = {
  readonly sourceId: string
  readonly runsOfDay: number
  readonly runsOfWeek: number
  readonly articlesOfDay: number
  readonly articlesOfWeek: number
  /** Addresses that it brought within the week: an address counts when its first run has ended, however often it is run again. */
  readonly urlsOfWeek: number
  /** When the first of all its runs ended that are kept. */
  readonly firstMs: number
}

/** A source's run that ended last. */
export type LastRun = Pick<RunRow, 'urlId' | 'run' | 'url' | 'endedMs' | 'endedBy' | 'reason'> & {
  readonly sourceId: string
}

/** What came of these sources up to an instant (ms since 1970); without those of which nothing ended within the week. */
export async function readSourceYields(
  { db }: Database,
  sourceIds: readonly string[],
  nowMs: number,
): Promise<SourceYield[]> {
  if (sourceIds.length === 0) return []
  const rows = await db
    .selectFrom('run')
    .select(({ fn, eb }) => [
      'sourceId',
      fn.countAll().as('runsOfWeek'),
      fn.count('articleId').as('articlesOfWeek'),
      fn
        .sum(
          eb
            .case()
            .when('endedMs', '>=', nowMs - dayMs)
            .then(1)
            .else(0)
            .end(),
        )
        .as('runsOfDay'),
      fn
        .sum(
          eb
            .case()
            .when(eb.and([eb('endedMs', '>=', nowMs - dayMs), eb('articleId', 'is not', null)]))
            .then(1)
            .else(0)
            .end(),
        )
        .as('articlesOfDay'),
      fn.sum(eb.case().when('run', '=', 1).then(1).else(0).end()).as('urlsOfWeek'),
      eb
        .selectFrom('run as first')
        .select('first.endedMs')
        .whereRef('first.sourceId', '=', 'run.sourceId')
        .orderBy('first.endedMs')
        .limit(1)
        .as('firstMs'),
    ])
    .where('sourceId', 'in', sourceIds)
    .where('endedMs', '>=', nowMs - 7 * dayMs)
    .where('endedMs', '<=', nowMs)
    .groupBy('sourceId')
    .execute()
  return rows.flatMap(({ sourceId, ...counts }) =>
    sourceId === null
      ? []
      : [
          {
            sourceId,
            runsOfDay: Number(counts.runsOfDay),
            runsOfWeek: Number(counts.runsOfWeek),
            articlesOfDay: Number(counts.articlesOfDay),
            articlesOfWeek: Number(counts.articlesOfWeek),
            urlsOfWeek: Number(counts.urlsOfWeek),
            firstMs: Number(counts.firstMs),
          },
        ],
  )
}

/** The run of each of these sources that ended last; without those that have none. Each is found by an index, however many there were. */
export async function readLastRuns({ db }: Database, sourceIds: readonly string[]): Promise<LastRun[]> {
  const lastOf = (sourceId: string) =>
    db
      .selectFrom(
        db
          .selectFrom('run')
          .select(['sourceId', 'urlId', 'run', 'url', 'endedMs', 'endedBy', 'reason'])
          .where('sourceId', '=', sourceId)
          .orderBy('endedMs', 'desc')
          .limit(1)
          .as('last'),
      )
      .selectAll()
  const [first, ...rest] = sourceIds.map(lastOf)
  if (!first) return []
  const rows = await rest.reduce((all, each) => all.unionAll(each), first).execute()
  return rows.flatMap((row) => (row.sourceId === null ? [] : [{ ...row, sourceId: row.sourceId }]))
}
