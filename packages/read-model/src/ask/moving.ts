import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { MovingRunRow, Tables } from '../database/tables.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage, writeCursor } from './cursor.ts'
import { containing, withinHost } from './match.ts'

/** Which runs on their way are asked for. Everything that is given must hold. */
export type MovingFilter = {
  readonly url?: string | undefined
  readonly urlId?: string | undefined
  /** These runs alone, as `urlId/run`: a hundred at most. */
  readonly runIds?: readonly string[] | undefined
  /** This host, or one below it, in whatever case. */
  readonly host?: string | undefined
  readonly source?: string | undefined
  readonly lane?: string | undefined
  /** Stands in the URL; A to Z in whatever case. */
  readonly match?: string | undefined
  /** Accepted from this moment on, and before that one: milliseconds since 1970. */
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

const columns = ['url', 'urlId', 'lane'] as const

/** Runs on their way, a page of them: the one that was accepted last comes first. Throws {@link BadCursorError}. */
export async function findMoving(
  database: Database,
  filter: MovingFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<MovingRunRow>> {
  let query = ofMoving(database, filter)
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where(sql<boolean>`(accepted_ms, run_id) < (${ms}, ${id})`)
  }
  const rows = await query
    .selectAll()
    .orderBy('acceptedMs', 'desc')
    .orderBy('runId', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, placeOf)
}

/** How many runs on their way are meant. */
export async function countMoving(database: Database, filter: MovingFilter): Promise<number> {
  const { count } = await ofMoving(database, filter)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The cursor of what comes behind this run, for {@link findMoving}. */
export function behindMoving(run: MovingRunRow): string {
  return writeCursor(placeOf(run))
}

const placeOf = ({ acceptedMs, runId }: MovingRunRow) => ({ ms: acceptedMs, id: runId })

function ofMoving(
  { db, kind }: Database,
  { source, match, host, sinceMs, untilMs, runIds, ...same }: MovingFilter,
): SelectQueryBuilder<Tables, 'movingRun', object> {
  let query: SelectQueryBuilder<Tables, 'movingRun', object> = db.selectFrom('movingRun')
  for (const column of columns) {
    const value = same[column]
    if (value !== undefined) query = query.where(column, '=', value)
  }
  if (runIds !== undefined) query = query.where('runId', 'in', runIds)
  if (source !== undefined) query = query.where('sourceId', '=', source)
  // No more are on their way than the line takes: they can be looked through.
  if (host !== undefined) query = query.where(withinHost('movingRun.host', host))
  if (match !== undefined) query = query.where(containing(kind, ['movingRun.url'], match))
  if (sinceMs !== undefined) query = query.where('acceptedMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('acceptedMs', '<', untilMs)
  return query
}

/** Runs that were accepted before this moment (ms since 1970), in the order of their ids, behind one of them. */
export async function oldestMoving(
  { db }: Database,
  { beforeMs, after, limit }: { beforeMs: number; after: string; limit: number },
): Promise<MovingRunRow[]> {
  return db
    .selectFrom('movingRun')
    .selectAll()
    .where('acceptedMs', '<', beforeMs)
    .where('runId', '>', after)
    .orderBy('runId')
    .limit(limit)
    .execute()
}
