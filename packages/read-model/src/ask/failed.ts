import type { Database } from '../database/open-database.ts'
import type { RunRow } from '../database/tables.ts'
import type { Paging } from './articles.ts'
import { BadCursorError, readCursor, type SiftedPage, toPage, writeCursor } from './cursor.ts'
import {
  countLooked,
  type FailedPlace,
  type FailedRunFilter,
  isSifted,
  type Looked,
  lastLooked,
  lookedAt,
  lookMax,
  stillFailed,
  within,
} from './still-failed.ts'

/** A run that failed, and that nobody has retried, discarded or followed by another since. */
export type FailedRun = {
  readonly urlId: string
  readonly run: number
  readonly url: string
  readonly host: string
  readonly source: string | null
  readonly stage: string
  readonly cause: string
  readonly errorName: string
  readonly message: string
  readonly attempts: number
  readonly failedAt: string
}

/** How many failed runs are alike. */
export type FailedCount = { stage: string; cause: string; errorName: string; count: number }

/** Failed runs, a page of them: the last one comes first. So many are looked at for a page: it may be short, or empty, although others follow. Throws {@link BadCursorError}. */
export async function findFailed(
  database: Database,
  filter: FailedRunFilter,
  { limit, cursor }: Paging,
  { looks = lookMax } = {},
): Promise<SiftedPage<FailedRun>> {
  const behind = cursor === undefined ? null : placeOf(cursor)
  const last = await lastLooked(database, filter, { behind, looks, way: 'desc' })
  const rows = await lookedAt(stillFailed(database, filter), { behind, last, way: 'desc' })
    .selectAll('run')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, cursorOf)
  const next = page.next === null && last ? writeCursor(cursorOf(last)) : page.next
  const end = page.next === null ? last : page.items.at(-1)
  return { next, items: page.items.map(toFailed), ...(await lookedFor(database, filter, { behind, end })) }
}

/** How many were looked at for a page, and of the first page how many there are to look at. */
async function lookedFor(
  database: Database,
  filter: FailedRunFilter,
  { behind, end }: { readonly behind: FailedPlace | null; readonly end: FailedPlace | undefined },
) {
  if (!isSifted(filter)) return { looked: null, total: null }
  const looked = await countLooked(database, filter, { behind, last: end, way: 'desc' })
  if (behind) return { looked, total: null }
  return { looked, total: await countLooked(database, filter, { behind, last: undefined, way: 'desc' }) }
}

/** How many failed runs are meant, however long that takes: the database is free for others in between. */
export async function countFailed(database: Database, filter: FailedRunFilter): Promise<number> {
  const { count } = await groupFailedRuns(database, filter, { atMost: Number.POSITIVE_INFINITY })
  return count
}

const groupsMax = 100
const countMax = 100_000

/**
 * How many are meant, and how many of each stage, cause and error, the most first: a hundred kinds at most. So many failed runs are looked at,
 * the first ones first; `isMore` tells that others follow, which are not counted.
 */
export async function groupFailedRuns(
  database: Database,
  filter: FailedRunFilter,
  { atMost = countMax, looks = lookMax } = {},
): Promise<{ readonly count: number; readonly isMore: boolean; readonly groups: FailedCount[] }> {
  const groups = new Map<string, FailedCount>()
  let behind: FailedPlace | null = null
  let looked = 0
  do {
    const last: FailedPlace | undefined = await lastLooked(database, filter, { behind, looks, way: 'asc' })
    for (const group of await groupLooked(database, filter, { behind, last, way: 'asc' })) addTo(groups, group)
    behind = last ?? null
    looked += looks
  } while (behind && looked < atMost)
  const all = [...groups.values()].toSorted((a, b) => b.count - a.count)
  const count = all.reduce((sum, group) => sum + group.count, 0)
  return { count, isMore: behind !== null, groups: all.slice(0, groupsMax) }
}

async function groupLooked(database: Database, filter: FailedRunFilter, span: Looked): Promise<FailedCount[]> {
  const rows = await within(stillFailed(database, filter), span)
    .select(({ fn }) => ['run.stage', 'run.reason', 'run.errorName', fn.countAll().as('count')])
    .groupBy(['run.stage', 'run.reason', 'run.errorName'])
    .execute()
  return rows.map(({ stage, reason, errorName, count }) => ({
    ...{ stage: stage ?? '', cause: reason ?? '', errorName: errorName ?? '', count: Number(count) },
  }))
}

function addTo(groups: Map<string, FailedCount>, group: FailedCount): void {
  const key = JSON.stringify([group.stage, group.cause, group.errorName])
  const before = groups.get(key)
  if (before) before.count += group.count
  else groups.set(key, group)
}

/** A failed run by what finds its job. */
export type FailedRef = {
  readonly urlId: string
  readonly run: number
  readonly stage: string
  readonly failedMs: number
}

/** The next failed runs behind a place, the first one first; `null` begins. */
export async function failedBehind(
  database: Database,
  filter: FailedRunFilter,
  behind: FailedPlace | null,
  limit: number,
): Promise<{ readonly runs: FailedRef[]; readonly place: FailedPlace | null }> {
  const runs: FailedRef[] = []
  for await (const rows of walk(database, filter, { behind, portion: limit })) {
    for (const { urlId, run, stage, endedMs } of rows.slice(0, limit - runs.length))
      runs.push({ urlId, run, stage: stage ?? '', failedMs: endedMs })
    if (runs.length === limit) break
  }
  const last = runs.at(-1)
  return { runs, place: last ? { endedMs: last.failedMs, urlId: last.urlId, run: last.run } : behind }
}

const portion = 500

/** All failed runs that are meant, the first one first, so many at a time: memory stays flat however many they are. */
export async function* eachFailed(database: Database, filter: FailedRunFilter): AsyncGenerator<readonly FailedRun[]> {
  for await (const rows of walk(database, filter, { behind: null, portion })) yield rows.map(toFailed)
}

/** Goes on behind a place, in portions that are not empty; what is looked at in one question is bounded, and not what lies between two portions. */
async function* walk(
  database: Database,
  filter: FailedRunFilter,
  { behind: first, portion: limit }: { behind: FailedPlace | null; portion: number },
): AsyncGenerator<RunRow[]> {
  for (let behind = first; ; ) {
    const last: FailedPlace | undefined = await lastLooked(database, filter, { behind, looks: lookMax, way: 'asc' })
    const rows: RunRow[] = await lookedAt(stillFailed(database, filter), { behind, last, way: 'asc' })
      .selectAll('run')
      .limit(limit)
      .execute()
    if (rows.length > 0) yield rows
    const isFull = rows.length === limit
    if (!(isFull || last)) return
    behind = (isFull ? rows.at(-1) : last) ?? behind
  }
}

const cursorOf = ({ endedMs, urlId, run }: FailedPlace) => ({ ms: endedMs, id: `${urlId}/${run}` })

function placeOf(cursor: string): FailedPlace {
  const { ms, id } = readCursor(cursor)
  const [urlId = '', run = ''] = id.split('/')
  if (!/^\d{1,9}$/.test(run)) throw new BadCursorError('this cursor was not given out here: begin without one')
  return { endedMs: ms, urlId, run: Number(run) }
}

function toFailed(row: RunRow): FailedRun {
  const { urlId, run, url, host, sourceId, stage, reason, errorName, detail, attempts, endedMs } = row
  return {
    ...{ urlId, run, url, host, source: sourceId, stage: stage ?? '', cause: reason ?? '', errorName: errorName ?? '' },
    ...{ message: detail ?? '', attempts: attempts ?? 0, failedAt: new Date(endedMs).toISOString() },
  }
}
