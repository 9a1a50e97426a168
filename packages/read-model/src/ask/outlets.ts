import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'

/** A span in milliseconds since 1970: from the first on, before the second. */
export type Span = { readonly sinceMs: number; readonly untilMs: number }

/** A publisher, and what it published within a span of time. */
export type Outlet = {
  readonly outlet: string
  readonly articles: number
  readonly new: number
  readonly exact: number
  readonly near: number
  readonly partial: number
  /** How many of its articles were repeated by other outlets within that time, as the earliest published of their groups. */
  readonly wasFirst: number
  /** How often other outlets repeated its articles within that time, or took passages from them. */
  readonly copied: number
  readonly firstMs: number
  readonly lastMs: number
}

/** Publishers by the number of their articles, the most first, a page of them. Throws {@link BadCursorError}. */
export async function findOutlets(
  database: Database,
  filter: Span & { readonly topic?: string | undefined },
  { limit, cursor }: Paging,
): Promise<PageOf<Outlet>> {
  const { topic, sinceMs, untilMs } = filter
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const { rows } = await sql<Row<'outlet'>>`
    select a.outlet, count(*) as articles, ${countOf('new')}, ${countOf('exact')}, ${countOf('near')}, ${countOf('partial')},
      min(a.order_ms) as first_ms, max(a.order_ms) as last_ms
    from article a
    where a.outlet is not null and a.order_ms >= ${sinceMs} and a.order_ms < ${untilMs} and ${isOn('a', topic)}
    group by a.outlet
    ${after ? sql`having (count(*), a.outlet) < (${after.ms}, ${after.id})` : sql``}
    order by articles desc, a.outlet desc
    limit ${limit + 1}`.execute(database.db)
  const taken = await readTaken(
    database,
    filter,
    rows.map(({ outlet }) => outlet),
  )
  const outlets = rows.map(({ outlet, ...counts }) => {
    return { outlet, wasFirst: 0, copied: 0, ...numbersOf(counts), ...taken.get(outlet) } as Outlet
  })
  return toPage(outlets, limit, ({ articles, outlet }) => ({ ms: articles, id: outlet }))
}

type Row<Name extends string> = Readonly<Record<string, number | string>> & Readonly<Record<Name, string>>

function countOf(relation: string): RawBuilder<unknown> {
  return sql`sum(case when a.relation = ${sql.lit(relation)} then 1 else 0 end) as ${sql.ref(relation)}`
}

/** What others took from these outlets. */
async function readTaken({ db }: Database, filter: CopyFilter, outlets: readonly string[]) {
  if (outlets.length === 0) return new Map<string, Record<string, number>>()
  const { rows } = await sql<Row<'source'>>`
    select source, sum(copies) + sum(partial) as copied, count(distinct repeated) as was_first
    from (${pairsOf(filter)}) as pair where source in (${sql.join(outlets)}) group by source`.execute(db)
  return new Map(rows.map(({ source, ...counts }) => [source, numbersOf(counts)]))
}

function isOn(table: string, topic: string | undefined): RawBuilder<unknown> {
  if (topic === undefined) return sql`1 = 1`
  return sql`exists (select 1 from article_topic t where t.article_id = ${sql.ref(`${table}.article_id`)} and t.topic_id = ${topic})`
}

function numbersOf(row: Readonly<Record<string, number | string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]))
}

/** How often one outlet told what another one had told before. */
export type CopyPair = {
  /** Who told it later. */
  readonly copier: string
  /** Whose it was: the earliest published member of each group, or the article whose passages were taken. */
  readonly source: string
  /** Articles that repeat one of the source. */
  readonly copies: number
  /** Articles that take passages from one of the source. */
  readonly partial: number
  /** When the last of them was published, in milliseconds since 1970. */
  readonly lastMs: number
}

export type CopyFilter = Span & {
  readonly topic?: string | undefined
  readonly copier?: string | undefined
  readonly source?: string | undefined
}

/** Who copied whom among the articles of a span of time, the most frequent first; an outlet that repeats itself does not count. */
export async function findCopies({ db }: Database, filter: CopyFilter, limit: number): Promise<CopyPair[]> {
  const { rows } = await sql<Row<'copier' | 'source'>>`
    select copier, source, sum(copies) as copies, sum(partial) as partial, max(order_ms) as last_ms
    from (${pairsOf(filter)}) as pair
    group by copier, source
    order by sum(copies) + sum(partial) desc, copier, source
    limit ${limit}`.execute(db)
  return rows.map(({ copier, source, ...counts }) => ({ copier, source, ...numbersOf(counts) }) as CopyPair)
}

/** Each article that repeats another outlet's, or takes passages from one. */
function pairsOf({ topic, copier, source, sinceMs, untilMs }: CopyFilter): RawBuilder<unknown> {
  const narrowed = sql`c.outlet <> s.outlet and c.order_ms >= ${sinceMs} and c.order_ms < ${untilMs} and ${isOn('c', topic)}
    ${copier === undefined ? sql`` : sql`and c.outlet = ${copier}`}
    ${source === undefined ? sql`` : sql`and s.outlet = ${source}`}`
  return sql`
    select c.outlet as copier, s.outlet as source, 1 as copies, 0 as partial, c.order_ms, s.article_id as repeated
    from article c
      join article_group g on g.group_id = c.group_id and g.original <> c.article_id
      join article s on s.article_id = g.original
    where ${narrowed}
    union all
    select c.outlet, s.outlet, 0, 1, c.order_ms, null
    from article c
      join reuse r on r.article_id = c.article_id
      join article s on s.article_id = r.source_id
    where ${narrowed}`
}

/** When the latest article was published, in milliseconds since 1970; `undefined` where there is none. */
export async function latestMoment({ db }: Database): Promise<number | undefined> {
  const row = await db.selectFrom('article').select('orderMs').orderBy('orderMs', 'desc').limit(1).executeTakeFirst()
  return row?.orderMs
}
