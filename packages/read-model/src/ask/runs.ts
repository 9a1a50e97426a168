import { FailureCause, StopReason } from '@stancewire/contracts'
import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { RunRow } from '../database/tables.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage, writeCursor } from './cursor.ts'
import { containing } from './match.ts'

/** Which runs that have ended are asked for. Everything that is given must hold. */
export type RunFilter = {
  readonly url?: string | undefined
  readonly urlId?: string | undefined
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

const columns = ['url', 'urlId', 'host', 'endedBy', 'stage', 'reason', 'errorName'] as const

// No index finds words within a message: a page costs no more than this.
const lookMax = 20_000

/** What alone has such a reason: the index of reasons begins with the end. */
function endOf({ reason }: RunFilter): string | undefined {
  if (StopReason.safeParse(reason).success) return 'url.stopped'
  return FailureCause.safeParse(reason).success ? 'url.failed' : undefined
}

/**
 * Runs that have ended, a page of them: the last one comes first. Where words are matched, so many runs are looked at for a page: it may be
 * short, or empty, although others follow. Throws {@link BadCursorError}.
 */
export async function findRuns(
  { db, kind }: Database,
  filter: RunFilter,
  { limit, cursor }: Paging,
  { looks = lookMax } = {},
): Promise<PageOf<RunRow>> {
  let query = db.selectFrom('run')
  const whole = { ...filter, endedBy: filter.endedBy ?? endOf(filter) }
  for (const column of columns) {
    const value = whole[column]
    if (value !== undefined) query = query.where(`run.${column}`, '=', value)
  }
  const { source, topic, sinceMs, untilMs } = filter
  if (source !== undefined) query = query.where('run.sourceId', '=', source)
  if (sinceMs !== undefined) query = query.where('run.endedMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('run.endedMs', '<', untilMs)
  if (topic !== undefined) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('articleTopic')
          .select(sql`1`.as('one'))
          .whereRef('articleTopic.articleId', '=', 'run.articleId')
          .where('articleTopic.topicId', '=', topic),
      ),
    )
  }
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where(sql<boolean>`(run.ended_ms, ${runId}) < (${ms}, ${id})`)
  }
  const ordered = query.orderBy('run.endedMs', 'desc').orderBy(runId, 'desc')
  if (filter.match === undefined) {
    const rows = await ordered
      .selectAll('run')
      .limit(limit + 1)
      .execute()
    return toPage(rows, limit, placeOf)
  }
  const last = await ordered
    .select(['run.endedMs', 'run.urlId', 'run.run'])
    .offset(looks - 1)
    .limit(1)
    .executeTakeFirst()
  let looked = ordered.where(containing(kind, ['run.url', 'run.detail'], filter.match))
  if (last) looked = looked.where(sql<boolean>`(run.ended_ms, ${runId}) >= (${last.endedMs}, ${placeOf(last).id})`)
  const rows = await looked
    .selectAll('run')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, placeOf)
  return page.next === null && last ? { ...page, next: writeCursor(placeOf(last)) } : page
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
