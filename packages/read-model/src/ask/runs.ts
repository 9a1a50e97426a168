import { FailureCause, StopReason } from '@stancewire/contracts'
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { RunRow, Tables } from '../database/tables.ts'
import type { Paging } from './articles.ts'
import { type Cursor, readCursor, type SiftedPage, toPage, writeCursor } from './cursor.ts'
import { hostsWithin } from './hosts-within.ts'
import { containing, withinHost } from './match.ts'
import { oneOf } from './still-failed.ts'

/** Which runs that have ended are asked for. Everything that is given must hold. */
export type RunFilter = {
  readonly url?: string | undefined
  readonly urlId?: string | undefined
  /** These runs alone: a hundred at most. */
  readonly runs?: readonly { readonly urlId: string; readonly run: number }[] | undefined
  /** This host, or one below it, in whatever case. */
  readonly host?: string | undefined
  readonly source?: string | undefined
  readonly topic?: string | undefined
  /** Event type of the end. */
  readonly endedBy?: string | undefined
  readonly stage?: string | undefined
  /** Stop reason, or cause of a failure. */
  readonly reason?: string | undefined
  readonly errorName?: string | undefined
  /** Stands in the URL or in the detail; A to Z in whatever case. */
  readonly match?: string | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

// Where the runs are looked for: each of these has an index that goes on by time, the narrowest first. A reason is found within its end.
const indexed = ['host', 'source', 'errorName', 'reason', 'stage'] as const
const sifted = [...indexed, 'endedBy'] as const
type Sifted = (typeof sifted)[number]

// What no one index finds is looked for among so many: a page costs no more than this, some 100 ms.
const lookMax = 20_000

/** What alone has such a reason: the index of reasons begins with the end. */
function endOf({ reason }: RunFilter): string | undefined {
  if (StopReason.safeParse(reason).success) return 'url.stopped'
  return FailureCause.safeParse(reason).success ? 'url.failed' : undefined
}

/**
 * Runs that have ended, a page of them: the last one comes first. Where words, a topic or several things at a time are asked for, so many runs
 * are looked at for a page: it may be short, or empty, although others follow. Throws {@link BadCursorError}.
 */
export async function findRuns(
  { db, kind }: Database,
  given: RunFilter,
  { limit, cursor }: Paging,
  { looks = lookMax, hostsWalked }: { readonly looks?: number; readonly hostsWalked?: number } = {},
): Promise<SiftedPage<RunRow>> {
  const behind = cursor === undefined ? undefined : readCursor(cursor)
  const hosts = given.host === undefined ? undefined : await hostsWithin({ db }, given.host, hostsWalked)
  const filter = { ...given, hosts, endedBy: given.endedBy ?? endOf(given) }
  const found = foundBy(filter)
  const sieve = sifted.filter((name) => filter[name] !== undefined && !found.includes(name))
  // Of several hosts each has its own order: they are looked through too.
  const isSifted =
    sieve.length > 0 || filter.topic !== undefined || filter.match !== undefined || (hosts?.length ?? 0) > 1
  const isPointed = (filter.url ?? filter.urlId ?? filter.runs) !== undefined
  const untilMs = isSifted && !isPointed ? await lookedUntil(db, filter, { found, behind, looks }) : undefined

  let query = sift(kind, ofTime(db, filter, found), filter, sieve)
  if (behind) query = query.where(sql<boolean>`(run.ended_ms, ${runId}) < (${behind.ms}, ${behind.id})`)
  if (untilMs !== undefined) query = query.where('run.endedMs', '>=', untilMs)
  const rows = await query
    .selectAll('run')
    .orderBy('run.endedMs', 'desc')
    .orderBy(runId, 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, placeOf)
  // Behind all of that moment: nothing comes before an empty id.
  const next = page.next === null && untilMs !== undefined ? writeCursor({ ms: untilMs, id: '' }) : page.next
  if (!isSifted || isPointed) return { ...page, next, looked: null, total: null }
  return { ...page, next, ...(await lookedFor(db, filter, { found, behind, next })) }
}

/** How many were looked at for a page, and of the first page how many there are to look at. */
async function lookedFor(
  db: Database['db'],
  filter: Wanted,
  { found, behind, next }: { found: readonly Sifted[]; behind: Cursor | undefined; next: string | null },
) {
  const looked = await countOf(db, filter, { found, behind, next: next === null ? undefined : readCursor(next) })
  return { looked, total: behind ? null : await countOf(db, filter, { found }) }
}

type Span = { readonly behind?: Cursor | undefined; readonly next?: Cursor | undefined }

/** How many an index gives that are looked at: between two places, or in all. Runs of one millisecond are looked at together. */
async function countOf(
  db: Database['db'],
  filter: Wanted,
  { found, behind, next }: Span & { readonly found: readonly Sifted[] },
): Promise<number> {
  let query = ofTime(db, filter, found)
  if (behind) query = query.where('run.endedMs', '<', behind.ms)
  if (next) query = query.where('run.endedMs', '>=', next.ms)
  const { count } = await query.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

/** What is asked for, with the hosts that are meant; `undefined` where no index finds them. */
type Wanted = RunFilter & { readonly hosts: readonly string[] | undefined }

function foundBy(filter: Wanted): readonly Sifted[] {
  const isFound = (name: Sifted) => {
    if (name === 'host') return filter.hosts !== undefined
    return filter[name] !== undefined && (name !== 'reason' || filter.endedBy !== undefined)
  }
  const name = indexed.find(isFound)
  return name === 'reason' ? ['endedBy', name] : name ? [name] : []
}

/** The moment down to which so many are looked at; `undefined` where fewer are left. Answered by an index alone. */
async function lookedUntil(
  db: Database['db'],
  filter: Wanted,
  { found, behind, looks }: { found: readonly Sifted[]; behind: Cursor | undefined; looks: number },
): Promise<number | undefined> {
  let query = ofTime(db, filter, found)
  if (behind) query = query.where('run.endedMs', behind.id === '' ? '<' : '<=', behind.ms)
  const last = await query
    .select('run.endedMs')
    .orderBy('run.endedMs', 'desc')
    .offset(looks - 1)
    .limit(1)
    .executeTakeFirst()
  return last?.endedMs
}

type Runs = SelectQueryBuilder<Tables, 'run', object>

const columnOf = (name: Sifted) => (name === 'source' ? ('run.sourceId' as const) : (`run.${name}` as const))

function ofTime(db: Database['db'], filter: Wanted, found: readonly Sifted[]): Runs {
  const { url, urlId, runs, sinceMs, untilMs } = filter
  let query: Runs = db.selectFrom('run')
  if (runs !== undefined) query = query.where(oneOf(runs))
  if (url !== undefined) query = query.where('run.url', '=', url)
  if (urlId !== undefined) query = query.where('run.urlId', '=', urlId)
  for (const name of found) {
    if (name === 'host')
      query = query.where('run.host', 'in', filter.hosts?.length ? filter.hosts : [filter.host ?? ''])
    else query = query.where(columnOf(name), '=', filter[name] ?? '')
  }
  if (sinceMs !== undefined) query = query.where('run.endedMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('run.endedMs', '<', untilMs)
  return query
}

function sift(kind: Database['kind'], runs: Runs, filter: RunFilter, sieve: readonly Sifted[]): Runs {
  const { topic, match } = filter
  // SQLite knows nothing of how many have a value, and would take its index, and sort what it finds: a plus keeps it from that.
  const column = (name: string) => (kind === 'sqlite' ? sql`+${sql.ref(name)}` : sql.ref(name))
  let query = runs
  for (const name of sieve) {
    if (name === 'host') query = query.where(withinHost('run.host', filter.host ?? ''))
    else query = query.where(sql<boolean>`${column(columnOf(name))} = ${filter[name]}`)
  }
  if (match !== undefined) query = query.where(containing(kind, ['run.url', 'run.detail'], match))
  if (topic === undefined) return query
  return query.where(({ exists, selectFrom }) =>
    exists(
      selectFrom('articleTopic')
        .select(sql`1`.as('one'))
        .where(sql<boolean>`article_topic.article_id = ${column('run.articleId')}`)
        .where('articleTopic.topicId', '=', topic),
    ),
  )
}

const placeOf = ({ endedMs, urlId, run }: Pick<RunRow, 'endedMs' | 'urlId' | 'run'>) => ({
  ms: endedMs,
  id: `${urlId}/${run}`,
})

const runId = sql<string>`run.url_id || '/' || run.run`

/** All runs of a URL that have ended, the first one first, each with the stages it went through. */
export async function readTrace({ db }: Database, urlId: string) {
  const runs = await db.selectFrom('run').selectAll().where('urlId', '=', urlId).orderBy('run').execute()
  const steps = await db
    .selectFrom('runStep')
    .selectAll()
    .where('urlId', '=', urlId)
    .orderBy('run')
    .orderBy('place')
    .execute()
  return runs.map((row) => ({ ...row, steps: steps.filter(({ run }) => run === row.run) }))
}

/** What the stages did, minute by minute. */
export async function readCounters({ db }: Database, { sinceMs, untilMs }: { sinceMs: number; untilMs: number }) {
  return db
    .selectFrom('counter')
    .selectAll()
    .where('minuteMs', '>=', sinceMs)
    .where('minuteMs', '<', untilMs)
    .orderBy('minuteMs')
    .orderBy('stage')
    .orderBy('outcome')
    .execute()
}
