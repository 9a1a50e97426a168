import { UrlId } from '@stancewire/contracts'
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { DatabaseKind } from '../database/migrations.ts'
import type { Database } from '../database/open-database.ts'
import type { RunRow, Tables } from '../database/tables.ts'
import type { Paging } from './articles.ts'
import { BadCursorError, type PageOf, readCursor, toPage } from './cursor.ts'
import { containing, withinHost } from './match.ts'

/** Which failed runs are meant: those for which all that is given holds. Instants are milliseconds since 1970. */
export const FailedRunFilter = z.strictObject({
  urlId: UrlId.optional(),
  run: z.int().min(1).optional(),
  url: z.string().max(2_048).optional(),
  /** Stands in the URL or in the error's message; A to Z in whatever case. */
  match: z.string().min(1).max(200).optional(),
  /** This host, or one below it. */
  host: z.string().min(1).max(253).optional(),
  source: z.string().min(1).max(200).optional(),
  stage: z.string().max(40).optional(),
  cause: z.string().max(40).optional(),
  errorName: z.string().min(1).max(100).optional(),
  /** Failed at this instant or later. */
  sinceMs: z.number().optional(),
  /** Failed before this instant. */
  untilMs: z.number().optional(),
})
export type FailedRunFilter = z.infer<typeof FailedRunFilter>

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

/** Where a walk over failed runs is: behind this one. */
export const FailedPlace = z.object({ endedMs: z.number(), urlId: z.string(), run: z.number() })
export type FailedPlace = z.infer<typeof FailedPlace>

/** Failed runs, a page of them: the last one comes first. Throws {@link BadCursorError}. */
export async function findFailed(
  database: Database,
  filter: FailedRunFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<FailedRun>> {
  let query = stillFailed(database, filter)
  if (cursor !== undefined) query = query.where(place, '<', tuple(placeOf(cursor)))
  const rows = await query
    .selectAll('run')
    .orderBy('run.endedMs', 'desc')
    .orderBy('run.urlId', 'desc')
    .orderBy('run.run', 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, ({ endedMs, urlId, run }) => ({ ms: endedMs, id: `${urlId}/${run}` }))
  return { ...page, items: page.items.map(toFailed) }
}

/** How many failed runs are meant. */
export async function countFailed(database: Database, filter: FailedRunFilter): Promise<number> {
  const { count } = await stillFailed(database, filter)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const groupsMax = 100

/** How many are meant of each stage, cause and error, the most first: a hundred at most. */
export async function groupFailedRuns(database: Database, filter: FailedRunFilter): Promise<FailedCount[]> {
  const rows = await stillFailed(database, filter)
    .select(({ fn }) => ['run.stage', 'run.reason', 'run.errorName', fn.countAll().as('count')])
    .groupBy(['run.stage', 'run.reason', 'run.errorName'])
    .orderBy('count', 'desc')
    .limit(groupsMax)
    .execute()
  return rows.map(({ stage, reason, errorName, count }) => ({
    ...{ stage: stage ?? '', cause: reason ?? '', errorName: errorName ?? '', count: Number(count) },
  }))
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
  const rows = await firstBehind(database, filter, behind)
    .select(['run.urlId', 'run.run', 'run.stage', 'run.endedMs'])
    .limit(limit)
    .execute()
  return {
    runs: rows.map(({ urlId, run, stage, endedMs }) => ({ urlId, run, stage: stage ?? '', failedMs: endedMs })),
    place: rows.at(-1) ?? behind,
  }
}

const portion = 500

/** All failed runs that are meant, the first one first, so many at a time: memory stays flat however many they are. */
export async function* eachFailed(database: Database, filter: FailedRunFilter): AsyncGenerator<readonly FailedRun[]> {
  for (let behind: FailedPlace | null = null; ; ) {
    const rows: RunRow[] = await firstBehind(database, filter, behind).selectAll('run').limit(portion).execute()
    if (rows.length > 0) yield rows.map(toFailed)
    if (rows.length < portion) return
    behind = rows.at(-1) ?? behind
  }
}

function firstBehind(database: Database, filter: FailedRunFilter, behind: FailedPlace | null) {
  const query = stillFailed(database, filter).orderBy('run.endedMs').orderBy('run.urlId').orderBy('run.run')
  return behind ? query.where(place, '>', tuple(behind)) : query
}

const place = sql`(run.ended_ms, run.url_id, run.run)`
const tuple = ({ endedMs, urlId, run }: FailedPlace) => sql`(${endedMs}, ${urlId}, ${run})`

function placeOf(cursor: string): FailedPlace {
  const { ms, id } = readCursor(cursor)
  const [urlId = '', run = ''] = id.split('/')
  if (!/^\d{1,9}$/.test(run)) throw new BadCursorError('this cursor was not given out here: begin without one')
  return { endedMs: ms, urlId, run: Number(run) }
}

function stillFailed({ db, kind }: Pick<Database, 'db' | 'kind'>, filter: FailedRunFilter) {
  const { urlId, run, url, source, stage, cause, errorName, sinceMs, untilMs } = filter
  const equal = { urlId, run, url, sourceId: source, stage, reason: cause, errorName }
  let query = narrowed(kind, ofFailed(db), filter)
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) query = query.where(`run.${column as keyof typeof equal}`, '=', value)
  }
  if (sinceMs !== undefined) query = query.where('run.endedMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('run.endedMs', '<', untilMs)
  return query
}

function ofFailed(db: Kysely<Tables>) {
  return (
    db
      .selectFrom('run')
      // In so many words, for the index that holds these alone.
      .where('run.endedBy', '=', sql.lit('url.failed'))
      .where('run.discardedMs', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('run as later')
              .select('later.run')
              .whereRef('later.urlId', '=', 'run.urlId')
              .whereRef('later.run', '>', 'run.run'),
          ),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('movingRun')
              .select('movingRun.run')
              .whereRef('movingRun.urlId', '=', 'run.urlId')
              .whereRef('movingRun.run', '>', 'run.run'),
          ),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('settledRun')
              .select('settledRun.run')
              .whereRef('settledRun.urlId', '=', 'run.urlId')
              .whereRef('settledRun.run', '=', 'run.run'),
          ),
        ),
      )
  )
}

function narrowed(
  kind: DatabaseKind,
  query: SelectQueryBuilder<Tables, 'run', object>,
  { match, host }: FailedRunFilter,
): SelectQueryBuilder<Tables, 'run', object> {
  let narrower = query
  if (host !== undefined) narrower = narrower.where(withinHost('run.host', host))
  if (match !== undefined) narrower = narrower.where(containing(kind, ['run.url', 'run.detail'], match))
  return narrower
}

function toFailed(row: RunRow): FailedRun {
  const { urlId, run, url, host, sourceId, stage, reason, errorName, detail, attempts, endedMs } = row
  return {
    ...{ urlId, run, url, host, source: sourceId, stage: stage ?? '', cause: reason ?? '', errorName: errorName ?? '' },
    ...{ message: detail ?? '', attempts: attempts ?? 0, failedAt: new Date(endedMs).toISOString() },
  }
}
