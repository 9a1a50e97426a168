import { sql } from 'kysely'
import type { ExportFilter } from './filter.ts'
import { pageRows, pagesOf } from './pages.ts'
import type { Snapshot } from './snapshot.ts'

/** Runs that have ended, the first one first. */
export async function* exportRuns(db: Snapshot, filter: ExportFilter) {
  for await (const rows of pagesOf(pageRows, (after: Marked | undefined) => marked(db, filter, after).execute()))
    yield rows.map(({ endedMs, ...row }) => ({ ...row, endedAt: new Date(endedMs).toISOString() }))
}

type Marked = Awaited<ReturnType<ReturnType<typeof marked>['execute']>>[number]

type Key = { readonly endedMs: number; readonly urlId: string; readonly run: number }

function marked(db: Snapshot, { topic, sinceMs, untilMs }: ExportFilter, after: Key | undefined) {
  let query = db.selectFrom('run')
  // One bound by which the index is entered: what lies behind the last row lies behind `since` too.
  if (!after && sinceMs !== undefined) query = query.where('run.endedMs', '>=', sinceMs)
  if (untilMs !== undefined) query = query.where('run.endedMs', '<', untilMs)
  if (after)
    query = query.where(
      sql<boolean>`(run.ended_ms, run.url_id, run.run) > (${after.endedMs}, ${after.urlId}, ${after.run})`,
    )
  if (topic !== undefined)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('articleTopic')
          .select(sql`1`.as('one'))
          .whereRef('articleTopic.articleId', '=', 'run.articleId')
          .where('articleTopic.topicId', '=', topic),
      ),
    )
  return query
    .select(['run.urlId', 'run.run', 'run.url', 'run.host', 'run.endedMs', 'run.endedBy', 'run.stage', 'run.reason'])
    .select(['run.detail', 'run.errorName', 'run.attempts', 'run.articleId'])
    .orderBy('run.endedMs')
    .orderBy('run.urlId')
    .orderBy('run.run')
    .limit(pageRows)
}
