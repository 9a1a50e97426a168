import { UrlId } from '@stancewire/contracts'
import { type Kysely, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { DatabaseKind } from '../database/migrations.ts'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'
import { containing, withinHost } from './match.ts'
import { isOnTopic } from './urls-on-topic.ts'

/** Which failed runs are meant: those for which all that is given holds. Instants are milliseconds since 1970. */
export const FailedRunFilter = z.strictObject({
  urlId: UrlId.optional(),
  run: z.int().min(1).optional(),
  /** These runs alone. */
  runs: z
    .array(z.strictObject({ urlId: UrlId, run: z.int().min(1) }))
    .max(100)
    .optional(),
  url: z.string().max(2_048).optional(),
  /** Stands in the URL or in the error's message; A to Z in whatever case. */
  match: z.string().min(1).max(200).optional(),
  /** This host, or one below it. */
  host: z.string().min(1).max(253).optional(),
  source: z.string().min(1).max(200).optional(),
  /** An earlier run of the same address led to an article on this topic: one that failed was given none. */
  topic: z.string().min(1).max(200).optional(),
  stage: z.string().max(40).optional(),
  cause: z.string().max(40).optional(),
  errorName: z.string().min(1).max(100).optional(),
  /** Failed at this instant or later. */
  sinceMs: z.number().optional(),
  /** Failed before this instant. */
  untilMs: z.number().optional(),
})
export type FailedRunFilter = z.infer<typeof FailedRunFilter>

/** Where a walk over failed runs is: behind this one. */
export const FailedPlace = z.object({ endedMs: z.number(), urlId: z.string(), run: z.number() })
export type FailedPlace = z.infer<typeof FailedPlace>

type Runs = SelectQueryBuilder<Tables, 'run', object>

/** The failed runs that are meant. */
export function stillFailed({ db, kind }: Pick<Database, 'db' | 'kind'>, filter: FailedRunFilter) {
  const { urlId, run, url, source, stage, cause, errorName, sinceMs, untilMs } = filter
  const equal = { urlId, run, url, sourceId: source, stage, reason: cause, errorName }
  const isPointed = filter.runs !== undefined
  let query = inTime(narrowed(kind, ofFailed(db, isPointed), filter), { sinceMs, untilMs })
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) query = query.where(`run.${column as keyof typeof equal}`, '=', value)
  }
  return query
}

function inTime(query: Runs, { sinceMs, untilMs }: Pick<FailedRunFilter, 'sinceMs' | 'untilMs'>): Runs {
  let inTime = query
  if (sinceMs !== undefined) inTime = inTime.where('run.endedMs', '>=', sinceMs)
  if (untilMs !== undefined) inTime = inTime.where('run.endedMs', '<', untilMs)
  return inTime
}

/** Runs that failed, whatever was done about them since. */
function failedOnce(db: Kysely<Tables>, isPointed = false): Runs {
  // Those that are named are found by their names: a condition that is no column's keeps SQLite from going through all that failed.
  if (isPointed)
    return db
      .selectFrom('run')
      .where(sql<SqlBool>`run.ended_by || '' = 'url.failed'`)
      .where('run.discardedMs', 'is', null)
  // In so many words, for the index that holds these alone.
  return db.selectFrom('run').where('run.endedBy', '=', sql.lit('url.failed')).where('run.discardedMs', 'is', null)
}

function ofFailed(db: Kysely<Tables>, isPointed: boolean): Runs {
  return failedOnce(db, isPointed)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('run as later')
            .select('later.run')
            .whereRef('later.urlId', '=', 'run.urlId')
            .whereRef('later.run', '>', 'run.run')
            // In so many words, for the index that holds these alone: of most URLs there is one run.
            .where('later.run', '>', sql.lit(1)),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('movingRun')
            .select('movingRun.run')
            .whereRef('movingRun.urlId', '=', 'run.urlId')
            .whereRef('movingRun.run', '>', 'run.run')
            .where('movingRun.run', '>', sql.lit(1)),
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
}

function narrowed(kind: DatabaseKind, query: Runs, { match, host, runs, topic }: FailedRunFilter): Runs {
  let narrower = query
  if (runs !== undefined) narrower = narrower.where(oneOf(runs))
  if (host !== undefined) narrower = narrower.where(withinHost('run.host', host))
  if (match !== undefined) narrower = narrower.where(containing(kind, ['run.url', 'run.detail'], match))
  if (topic !== undefined) narrower = narrower.where(isOnTopic(topic))
  return narrower
}

/** These runs alone. Row values in a list are not the same in both databases. */
export function oneOf(runs: readonly { readonly urlId: string; readonly run: number }[]) {
  const each = runs.map(({ urlId, run }) => sql`(run.url_id = ${urlId} and run.run = ${run})`)
  return each.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(each, sql` or `)})`
}

// However few are meant among how many: a question costs no more than so many that are looked at, in milliseconds some 200.
export const lookMax = 20_000

/** Those that are looked at in one question: behind a place, up to another, in their order or against it. */
export type Looked = {
  readonly behind: FailedPlace | null
  readonly last: FailedPlace | undefined
  readonly way: 'asc' | 'desc'
}

/** The last that one question looks at; `undefined` where it can look at all: fewer are left, or an index finds those that are meant. */
export async function lastLooked(
  { db }: Database,
  { urlId, runs, url, sinceMs, untilMs }: FailedRunFilter,
  { behind, looks, way }: Omit<Looked, 'last'> & { readonly looks: number },
): Promise<FailedPlace | undefined> {
  if (urlId !== undefined || url !== undefined || runs !== undefined) return undefined
  return lookedAt(inTime(failedOnce(db), { sinceMs, untilMs }), { behind, last: undefined, way })
    .select(['run.endedMs', 'run.urlId', 'run.run'])
    .offset(looks - 1)
    .limit(1)
    .executeTakeFirst()
}

/** How many are looked at up to a place, or in all. */
export async function countLooked(
  { db }: Database,
  { sinceMs, untilMs }: FailedRunFilter,
  looked: Looked,
): Promise<number> {
  const { count } = await within(inTime(failedOnce(db), { sinceMs, untilMs }), looked)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Whether some are looked at that are not meant: neither an index nor the time finds those that are meant. */
export function isSifted({ sinceMs: _, untilMs: __, urlId, runs, url, ...rest }: FailedRunFilter): boolean {
  if (urlId !== undefined || url !== undefined || runs !== undefined) return false
  return Object.values(rest).some((value) => value !== undefined)
}

/** Failed runs among those that are looked at, in this order. */
export function lookedAt(query: Runs, looked: Looked): Runs {
  const { way } = looked
  return within(query, looked).orderBy('run.endedMs', way).orderBy('run.urlId', way).orderBy('run.run', way)
}

/** Failed runs among those that are looked at, in whatever order. */
export function within(query: Runs, { behind, last, way }: Looked): Runs {
  let within = query
  if (behind) within = within.where(place, way === 'asc' ? '>' : '<', tuple(behind))
  if (last) within = within.where(place, way === 'asc' ? '<=' : '>=', tuple(last))
  return within
}

const place = sql`(run.ended_ms, run.url_id, run.run)`
const tuple = ({ endedMs, urlId, run }: FailedPlace) => sql`(${endedMs}, ${urlId}, ${run})`
