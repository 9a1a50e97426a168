import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'

const most = 1_000

/** The ids of the topics that an article is on, sorted, a thousand at most: those that were watched once too. Each costs one look at an index. */
export async function knownTopics({ db }: Pick<Database, 'db'>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive known (id) as (
      select (select min(topic_id) from article_topic)
      union all
      select (select min(topic_id) from article_topic where topic_id > known.id) from known where known.id is not null
    )
    select id from known where id is not null limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}
