import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import { sureFrom } from '../project/decide.ts'
import { weight } from './positions-at.ts'

/** By what positions are summed up: those who speak for one, the outlets that print them, or kinds of holder. */
export type SummaryKey = 'affiliation' | 'outlet' | 'holderType'

/** `holders`: who stands there now; of an outlet, whom it quoted, by their latest words there. `statements`: what was surely said, in the time that was asked for. */
type Sum = { readonly holders: number; readonly statements: number }

/** What is summed up under one name; `null` where none is known. */
export type SummaryLine = {
  readonly name: string | null
  readonly holders: number
  readonly statements: number
  readonly stances: Readonly<Record<string, Sum>>
}

/** What is summed up. Everything that is given must hold. */
export type SummaryFilter = {
  readonly topic: string
  readonly by: SummaryKey
  readonly holderType?: string | undefined
  readonly affiliation?: string | undefined
  readonly outlet?: string | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}

type Row = { name: string | null; stance: string; holders: number; statements: number }

/** Positions on a topic by affiliation, outlet or type of holder: the most heard first, so many at most. */
export async function summarisePositions(
  { db }: Database,
  { topic, by, holderType, affiliation, outlet, sinceMs, untilMs }: SummaryFilter,
  limit: number,
): Promise<SummaryLine[]> {
  const name = names[by]
  const holder = by === 'holderType' || holderType ? sql`join holder h on h.holder_id = s.holder_id` : sql``
  const narrowed = sql.join(
    [
      ...(holderType === undefined ? [] : [sql`and h.type = ${holderType}`]),
      ...(affiliation === undefined ? [] : [sql`and s.affiliation = ${affiliation}`]),
      ...(outlet === undefined ? [] : [sql`and s.outlet = ${outlet}`]),
    ],
    sql` `,
  )
  // Numbered within the database: how many names there are is bounded by nothing.
  const { rows } = await sql<Row>`
    with said as (
      select ${name} as name, s.stance, count(*) as statements, 0 as holders
      from statement s ${holder}
      where s.topic_id = ${topic} and s.confidence >= ${sureFrom}
        ${sinceMs === undefined ? sql`` : sql`and s.stated_ms >= ${sinceMs}`}
        ${untilMs === undefined ? sql`` : sql`and s.stated_ms < ${untilMs}`}
        ${narrowed}
      group by 1, 2
      union all
      select ${name} as name, s.stance, 0 as statements, count(*) as holders
      from ${by === 'outlet' || outlet !== undefined ? latestOfOutlets(topic) : standings(topic)} ${holder}
      where true ${narrowed}
      group by 1, 2
    ), summed as (
      select name, stance, sum(statements) as statements, sum(holders) as holders from said group by name, stance
    ), ranked as (
      select name, sum(statements) + sum(holders) as weight from summed group by name order by 2 desc, 1 limit ${limit}
    )
    select summed.name, summed.stance, summed.statements, summed.holders
    from ranked join summed on summed.name is not distinct from ranked.name
    order by ranked.weight desc, summed.name, summed.stance`.execute(db)
  return [...Map.groupBy(rows, (row) => row.name)].map(([of, some]) => lineOf(of, some))
}

/** The statements that put holders where they stand now. */
function standings(topic: string): RawBuilder<unknown> {
  return sql`(select said.stance, said.affiliation, said.outlet, said.holder_id from standing st
    join statement said on said.article_id = st.article_id and said.topic_id = st.topic_id and said.place = st.place
    where st.topic_id = ${topic}) s`
}

/** The latest of what each outlet quoted of each holder: the rule of decide.ts, outlet by outlet. */
function latestOfOutlets(topic: string): RawBuilder<unknown> {
  const order = sql`stated_ms desc, ordinal desc, ${weight('statement')} desc, place`
  return sql`(select stance, affiliation, outlet, holder_id from (
    select stance, affiliation, outlet, holder_id, row_number() over (partition by holder_id, outlet order by ${order}) as nth
    from statement where topic_id = ${topic} and confidence >= ${sureFrom}) numbered where nth = 1) s`
}

const names: Readonly<Record<SummaryKey, RawBuilder<string | null>>> = {
  affiliation: sql`s.affiliation`,
  outlet: sql`s.outlet`,
  holderType: sql`h.type`,
}

function lineOf(name: string | null, rows: readonly Row[]): SummaryLine {
  const sums = rows.map(({ stance, holders, statements }) => ({
    ...{ stance, holders: Number(holders), statements: Number(statements) },
  }))
  return {
    name,
    holders: sums.reduce((sum, { holders }) => sum + holders, 0),
    statements: sums.reduce((sum, { statements }) => sum + statements, 0),
    stances: Object.fromEntries(sums.map(({ stance, ...rest }) => [stance, rest])),
  }
}
