import type { Kysely } from 'kysely'
import type { StandingRow, Tables } from '../database/tables.ts'
import type { Known, ReadEntry } from './draft.ts'
import { holderId } from './holder-id.ts'

/** What the tables say of everything that these entries are about. */
export async function load(db: Kysely<Tables>, entries: readonly ReadEntry[]): Promise<Known> {
  const about = aboutOf(entries)
  const articles = await db.selectFrom('article').selectAll().where('articleId', 'in', about.articles).execute()
  const holders = await db.selectFrom('holder').selectAll().where('holderId', 'in', about.holders).execute()
  const standings = await db.selectFrom('standing').selectAll().where('holderId', 'in', about.holders).execute()
  return {
    articles: new Map(articles.map((row) => [row.articleId, row])),
    holders: new Map(holders.map((row) => [row.holderId, row])),
    standings: new Map(standings.map((row) => [standingKey(row), row])),
  }
}

function standingKey({ topicId, holderId: id }: Pick<StandingRow, 'topicId' | 'holderId'>): string {
  return `${topicId}/${id}`
}

function aboutOf(entries: readonly ReadEntry[]): { articles: string[]; holders: string[] } {
  const articles = new Set<string>()
  const holders = new Set<string>()
  for (const { known } of entries) {
    if (known?.type !== 'article.classified' && known?.type !== 'article.duplicated') continue
    articles.add(known.data.articleId)
    if (known.type === 'article.duplicated') continue
    for (const { holder } of known.data.topics.flatMap(({ positions }) => positions)) holders.add(holderId(holder))
  }
  return { articles: [...articles], holders: [...holders] }
}
