import { type SqlBool, sql } from 'kysely'
import type { Database } from '../database/open-database.ts'

// Databases take only so many values in one question.
const batch = 500

/** Which of these addresses (ids) a run has led to an article on this topic, at whatever revision. */
export async function urlsOnTopic(
  { db }: Database,
  topicId: string,
  urlIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let at = 0; at < urlIds.length; at += batch) {
    const some = urlIds.slice(at, at + batch)
    const rows = await db
      .selectFrom('run')
      .innerJoin('articleTopic', 'articleTopic.articleId', 'run.articleId')
      .where('articleTopic.topicId', '=', topicId)
      .where('run.urlId', 'in', some)
      .select('run.urlId')
      .execute()
    for (const { urlId } of rows) found.add(urlId)
  }
  return found
}

/** Whether a run of this address, whichever, has led to an article on this topic. */
export function isOnTopic(topicId: string) {
  return sql<SqlBool>`exists (
    select 1 from run as heard join article_topic on article_topic.article_id = heard.article_id
    where heard.url_id = run.url_id and article_topic.topic_id = ${topicId}
  )`
}
