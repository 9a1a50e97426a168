import type { Kysely } from 'kysely'
import type { StandingRow, Tables } from '../database/tables.ts'
import type { Known, ReadEntry } from './draft.ts'
import { holderId } from './holder-id.ts'
import { inSlices } from './slices.ts'
import { isBefore } from './stream-order.ts'

/** What the tables say of everything that these entries are about. */
export async function load(db: Kysely<Tables>, entries: readonly ReadEntry[]): Promise<Known> {
  const about = aboutOf(entries)
  const articles = await inSlices(about.articles, (ids) =>
    db.selectFrom('article').selectAll().where('articleId', 'in', ids).execute(),
  )
  const holders = await inSlices(about.holders, (ids) =>
    db.selectFrom('holder').selectAll().where('holderId', 'in', ids).execute(),
  )
  const standings = await inSlices(about.holders, (ids) =>
    db.selectFrom('standing').selectAll().where('holderId', 'in', ids).execute(),
  )
  const stories = await inSlices(about.stories, (ids) =>
    db.selectFrom('story').selectAll().where('storyId', 'in', ids).execute(),
  )
  return {
    articles: new Map(articles.map((row) => [row.articleId, row])),
    holders: new Map(holders.map((row) => [row.holderId, row])),
    standings: new Map(standings.map((row) => [standingKey(row), row])),
    stories: new Map(stories.map((row) => [row.storyId, row])),
    lastDecisions: await loadLastDecisions(db, about.groups),
    discards: await loadDiscards(db, about.failedUrls),
  }
}

function standingKey({ topicId, holderId: id }: Pick<StandingRow, 'topicId' | 'holderId'>): string {
  return `${topicId}/${id}`
}

/** Of each group the decision on its displayed original that is the last one on the stream, whenever it was brought in: the id of its event. */
async function loadLastDecisions(
  db: Kysely<Tables>,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await inSlices(groupIds, (ids) =>
    db
      .selectFrom('event')
      .select(['id', 'subject', 'position'])
      .where('subject', 'in', ids)
      .where('type', '=', 'original.changed')
      .orderBy('ordinal')
      .execute(),
  )
  const last = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    const other = last.get(row.subject)
    if (!other || !isBefore(row.position, other.position)) last.set(row.subject, row)
  }
  return new Map([...last].map(([groupId, { id }]) => [groupId, id]))
}

/** When runs of these URLs were let go, where that is told, before their ends or behind them (ms since 1970). */
async function loadDiscards(db: Kysely<Tables>, urlIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await inSlices(urlIds, (ids) =>
    db
      .selectFrom('event')
      .select(['urlId', 'run', 'timeMs'])
      .where('urlId', 'in', ids)
      .where('type', '=', 'url.discarded')
      .execute(),
  )
  return new Map(rows.map(({ urlId, run, timeMs }) => [`${urlId}/${run}`, timeMs]))
}

type About = {
  readonly articles: readonly string[]
  readonly holders: readonly string[]
  readonly stories: readonly string[]
  readonly groups: readonly string[]
  readonly failedUrls: readonly string[]
}

function aboutOf(entries: readonly ReadEntry[]): About {
  const events = entries.flatMap(({ known }) => known ?? [])
  const classified = events.filter((event) => event.type === 'article.classified')
  const articles = events.filter((event) => event.type === 'article.classified' || event.type === 'article.duplicated')
  const positions = classified.flatMap(({ data }) => data.topics.flatMap((topic) => topic.positions))
  const stories = events.filter((event) => event.type === 'story.created' || event.type === 'story.updated')
  const decisions = events.filter((event) => event.type === 'original.changed')
  const failures = events.filter((event) => event.type === 'url.failed')
  return {
    articles: once(articles.map(({ data }) => data.articleId)),
    holders: once(positions.map(({ holder }) => holderId(holder))),
    stories: once(stories.map(({ data }) => data.storyId)),
    groups: once(decisions.map(({ data }) => data.groupId)),
    failedUrls: once(failures.map(({ data }) => data.urlId)),
  }
}

function once(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
