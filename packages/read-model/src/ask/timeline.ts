import { type RawBuilder, sql } from 'kysely'
import type { DatabaseKind } from '../database/migrations.ts'
import type { Database } from '../database/open-database.ts'
import { sureFrom } from '../project/decide.ts'

/** How long a stretch of a timeline is, in UTC. Weeks begin on Monday. */
export type Stretch = 'day' | 'week' | 'month'

/** What is to be counted. Everything that is given must hold. */
export type TimelineFilter = {
  readonly topic: string
  readonly by: Stretch
  readonly holderType?: string | undefined
  readonly affiliation?: string | undefined
  readonly outlet?: string | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

type Heard = { readonly statements: number; readonly holders: number; readonly articles: number }

/** What was surely said within a stretch of time: how often, by how many, and in how many articles, for each stance. `from` is its first day. */
export type TimelineStretch = { readonly from: string; readonly stances: Readonly<Record<string, Heard>> }

/** What was said on a topic by day, week or month, the latest stretch first; stretches without a statement are left out. */
export async function readTimeline(
  { db, kind }: Database,
  { topic, by, holderType, affiliation, outlet, sinceMs, untilMs }: TimelineFilter,
  limit: number,
): Promise<TimelineStretch[]> {
  const conditions = [
    sql`s.topic_id = ${topic} and s.confidence >= ${sureFrom}`,
    ...(sinceMs === undefined ? [] : [sql`s.stated_ms >= ${sinceMs}`]),
    ...(untilMs === undefined ? [] : [sql`s.stated_ms < ${untilMs}`]),
    ...(affiliation === undefined ? [] : [sql`s.affiliation = ${affiliation}`]),
    ...(outlet === undefined ? [] : [sql`s.outlet = ${outlet}`]),
    ...(holderType === undefined ? [] : [sql`h.type = ${holderType}`]),
  ]
  const { rows } = await sql<{ at: string; stance: string } & Heard>`
    select ${startOf(by, kind)} as at, s.stance, count(*) as statements, count(distinct s.holder_id) as holders,
      count(distinct s.article_id) as articles
    from statement s ${holderType === undefined ? sql`` : sql`join holder h on h.holder_id = s.holder_id`}
    where ${sql.join(conditions, sql` and `)}
    group by at, s.stance
    order by at desc, s.stance
    limit ${limit * stancesMax}`.execute(db)
  const stretches = Map.groupBy(rows, ({ at }) => at)
  return [...stretches].slice(0, limit).map(([from, some]) => ({
    from,
    stances: Object.fromEntries(
      some.map(({ stance, statements, holders, articles }) => [
        stance,
        { statements: Number(statements), holders: Number(holders), articles: Number(articles) },
      ]),
    ),
  }))
}

const stancesMax = 3

function startOf(by: Stretch, kind: DatabaseKind): RawBuilder<string> {
  if (kind === 'postgres') {
    const at = sql`to_timestamp(s.stated_ms / 1000.0) at time zone 'UTC'`
    return sql`to_char(date_trunc(${sql.lit(by)}, ${at}), 'YYYY-MM-DD')`
  }
  const modifiers = { day: sql`'0 days'`, week: sql`'-6 days', 'weekday 1'`, month: sql`'start of month'` }
  return sql`date(s.stated_ms / 1000, 'unixepoch', ${modifiers[by]})`
}
