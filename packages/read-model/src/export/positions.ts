import { sql } from 'kysely'
import type { ExportFilter } from './filter.ts'
import { pageRows, pagesOf } from './pages.ts'
import type { Snapshot } from './snapshot.ts'

/** Where everybody stands now, by topic and then by when they were heard last: that statement, since when it has been this stance, how often and how widely they were heard. */
export async function* exportPositions(db: Snapshot, filter: ExportFilter) {
  for await (const rows of pagesOf(pageRows, (after: Marked | undefined) => marked(db, filter, after).execute()))
    yield rows.map(({ standingMs: _, ...row }) => ({
      ...row,
      statements: Number(row.statements),
      outlets: Number(row.outlets),
    }))
}

type Marked = Awaited<ReturnType<ReturnType<typeof marked>['execute']>>[number]

type Key = { readonly topicId: string; readonly standingMs: number; readonly holderId: string }

function marked(db: Snapshot, { topic, sinceMs, untilMs }: ExportFilter, after: Key | undefined) {
  let query = db
    .selectFrom('standing')
    .innerJoin('holder', 'holder.holderId', 'standing.holderId')
    .innerJoin('article', 'article.articleId', 'standing.articleId')
    .innerJoin('statement', (join) =>
      join
        .onRef('statement.articleId', '=', 'standing.articleId')
        .onRef('statement.topicId', '=', 'standing.topicId')
        .onRef('statement.place', '=', 'standing.place'),
    )
  if (topic !== undefined) query = query.where('standing.topicId', '=', topic)
  // Within one topic the index is entered by the moment; what lies behind the last row lies behind `since` too.
  const fromMs = topic !== undefined && after ? after.standingMs : sinceMs
  if (fromMs !== undefined) query = query.where('standing.statedMs', '>=', fromMs)
  if (untilMs !== undefined) query = query.where('standing.statedMs', '<', untilMs)
  if (after) {
    const key = sql`(standing.topic_id, standing.stated_ms, standing.holder_id)`
    query = query.where(sql<boolean>`${key} > (${after.topicId}, ${after.standingMs}, ${after.holderId})`)
  }
  const theirs = sql`heard.topic_id = standing.topic_id and heard.holder_id = standing.holder_id`
  const heard = sql`from statement heard where ${theirs}`
  // An outlet that carried a copy counts.
  const carried = sql`from statement heard join article own on own.article_id = heard.article_id
    join article carrier on carrier.group_id = own.group_id where ${theirs}`
  return query
    .select(['standing.topicId', 'holder.holderId', 'holder.name', 'holder.type', 'statement.affiliation'])
    .select(['statement.stance', 'statement.sub', 'statement.strength', 'statement.confidence', 'statement.quote'])
    .select(['statement.attribution', 'statement.statedAt', 'standing.sinceAt', 'statement.articleId', 'article.url'])
    .select(['statement.outlet', 'standing.statedMs as standingMs'])
    .select(sql<number>`(select count(*) ${heard})`.as('statements'))
    .select(sql<number>`(select count(distinct carrier.outlet) ${carried})`.as('outlets'))
    .orderBy('standing.topicId')
    .orderBy('standing.statedMs')
    .orderBy('standing.holderId')
    .limit(pageRows)
}
