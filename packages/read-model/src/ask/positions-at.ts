import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'
import { sureFrom } from '../project/decide.ts'
import type { Paging } from './articles.ts'
import { type PageOf, readCursor, toPage } from './cursor.ts'
import { heardOf } from './heard.ts'
import type { HolderPosition, PositionFilter } from './positions.ts'

/**
 * Where everybody stood on a topic at an instant (ms since 1970), by what is known today: of what a holder surely said until then the latest
 * counts, of the same moment what was told last. Of one outlet: everybody whom it quoted until then, by their latest words there. Those who had
 * been heard last come first. Throws {@link BadCursorError}.
 */
export async function findPositionsAt(
  { db }: Database,
  { topic, stance, holderType, affiliation, outlet }: PositionFilter,
  atMs: number,
  { limit, cursor }: Paging,
): Promise<PageOf<HolderPosition>> {
  let query = db
    .selectFrom('statement')
    .innerJoin('holder', 'holder.holderId', 'statement.holderId')
    .innerJoin('article', 'article.articleId', 'statement.articleId')
    .where('statement.topicId', '=', topic)
    .where(latestUntil(atMs, outlet))
  if (stance !== undefined) query = query.where('statement.stance', '=', stance)
  if (holderType !== undefined) query = query.where('holder.type', '=', holderType)
  if (affiliation !== undefined) query = query.where('statement.affiliation', '=', affiliation)
  if (cursor !== undefined) {
    const { ms, id } = readCursor(cursor)
    query = query.where('statement.statedMs', '<=', ms)
    query = query.where(sql<boolean>`(statement.stated_ms, statement.holder_id) < (${ms}, ${id})`)
  }
  const rows = await query
    .select(['holder.holderId', 'holder.name', 'holder.type', 'article.url'])
    .select(['statement.affiliation', 'statement.stance', 'statement.sub', 'statement.strength'])
    .select(['statement.confidence', 'statement.quote', 'statement.attribution', 'statement.statedAt'])
    .select(['statement.statedMs', 'statement.articleId', 'statement.outlet'])
    .orderBy('statement.statedMs', 'desc')
    .orderBy('statement.holderId', 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, ({ statedMs, holderId }) => ({ ms: statedMs, id: holderId }))
  const ids = page.items.map(({ holderId }) => holderId)
  const heard = await heardOf(db, topic, ids, atMs)
  const items: HolderPosition[] = []
  for (const row of page.items) {
    const { statements, outlets } = heard.get(row.holderId) ?? { statements: 0, outlets: 0 }
    items.push({ ...row, statements, outlets, sinceAt: await sinceAt(db, topic, row) })
  }
  return { ...page, items }
}

/** A sure statement until then, in this outlet where one is named, and no other such one of its holder on its topic counts more: the rule of decide.ts. */
export function latestUntil(atMs: number, outlet?: string): RawBuilder<boolean> {
  const within = (table: 'other' | 'statement') =>
    outlet === undefined ? sql`` : sql`and ${sql.ref(`${table}.outlet`)} = ${outlet}`
  return sql<boolean>`statement.stated_ms <= ${atMs} and statement.confidence >= ${sureFrom} ${within('statement')} and not exists (
    select 1 from statement as other
    where other.topic_id = statement.topic_id and other.holder_id = statement.holder_id ${within('other')}
      and other.stated_ms >= statement.stated_ms and other.stated_ms <= ${atMs} and other.confidence >= ${sureFrom}
      and (other.stated_ms > statement.stated_ms or other.ordinal > statement.ordinal
        or (other.ordinal = statement.ordinal and (${weight('other')} > ${weight('statement')}
          or (${weight('other')} = ${weight('statement')} and other.place < statement.place)))))`
}

/** Words of the text count before those of the title, then the surer. */
export function weight(table: 'other' | 'statement'): RawBuilder<number> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql`(case when ${column('startAt')} is null then 0 else 1 end + ${column('confidence')})`
}

/** When a holder began to say what they say, without anything else in between. */
async function sinceAt(
  db: Kysely<Tables>,
  topic: string,
  { holderId, stance, statedMs, statedAt }: Pick<HolderPosition, 'holderId' | 'stance' | 'statedMs' | 'statedAt'>,
): Promise<string> {
  const said = db
    .selectFrom('statement')
    .where('topicId', '=', topic)
    .where('holderId', '=', holderId)
    .where('confidence', '>=', sureFrom)
    .where('statedMs', '<=', statedMs)
  const other = await said
    .select('statedMs')
    .where('stance', '!=', stance)
    .orderBy('statedMs', 'desc')
    .limit(1)
    .executeTakeFirst()
  const first = await said
    .select('statedAt')
    .where('stance', '=', stance)
    .where('statedMs', '>', other?.statedMs ?? Number.MIN_SAFE_INTEGER)
    .orderBy('statedMs')
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst()
  return first?.statedAt ?? statedAt
}
