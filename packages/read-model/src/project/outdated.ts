import type { ArticleRow, StoryRow } from '../database/tables.ts'
import type { Classified, Duplicated } from './article-rows.ts'

/**
 * Whether an article stands in the tables as something newer than what is told of it now, as where a dead letter is brought in late. What was fetched
 * later is newer, whatever it is numbered: the line may have forgotten the article, and counted anew. Runs of one address follow each other; of several
 * addresses the revision counts, and where only a copy was seen at another one, what is told now.
 */
export function isOutdated(data: Classified | Duplicated, before: ArticleRow | undefined): boolean {
  if (!before) return false
  const laterMs = Date.parse(data.fetchedAt) - Date.parse(before.fetchedAt)
  if (laterMs > 0) return false
  if (data.urlId === before.urlId) return data.run < before.run
  if (!('revision' in data) || before.duplicateOf !== null) return false
  return data.revision < before.revision || (data.revision === before.revision && laterMs < 0)
}

/** Whether a story stands in the tables as something newer: stories grow. One that is smaller and goes on later was begun anew. */
export function isOutdatedStory(story: StoryRow, before: StoryRow | undefined): boolean {
  return before !== undefined && story.size < before.size && story.lastMs <= before.lastMs
}
