import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { RunRow } from '../database/tables.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'

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
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

const columns = ['url', 'urlId', 'host', 'endedBy', 'stage', 'reason', 'errorName'] as const

/** Runs that have ended, a page of them: the last one comes first. Throws {@link BadCursorError}. */
export async function findRuns(
  { db }: Database,
  filter: RunFilter,
  { limit, cursor }: Paging,
): Promise<PageOf<RunRow>> {
  let query = db.selectFrom('run')
  for (const column of columns) {
    const value = filter[column]
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
  const rows = await query
    .selectAll('run')
    .orderBy('run.endedMs', 'desc')
    .orderBy(runId, 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, ({ endedMs, urlId, run }) => ({ ms: endedMs, id: `${urlId}/${run}` }))
}

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
