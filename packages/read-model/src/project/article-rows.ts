import type { PipelineEvent, Position, TopicPositions } from '@stancewire/contracts'
import type { ArticleRow, ArticleTopicRow, HolderRow, StatementRow } from '../database/tables.ts'
import { foldedNames } from '../search/fold-name.ts'
import { holderId } from './holder-id.ts'
import { publishedMoment } from './moment.ts'

export type Classified = Extract<PipelineEvent, { type: 'article.classified' }>['data']
export type Duplicated = Extract<PipelineEvent, { type: 'article.duplicated' }>['data']

/** The article of a classified or duplicated event. */
export function articleRow(data: Classified | Duplicated): ArticleRow {
  const { articleId, urlId, run, url, title, outlet, authors, publishedAt, modifiedAt, fetchedAt, language, kind } =
    data
  const { relation, similarity, groupId, storyId } = data
  return {
    ...{ articleId, urlId, run, url, title, outlet, publishedAt, modifiedAt, fetchedAt, language, kind },
    ...{ relation, similarity, groupId, storyId },
    authors: JSON.stringify(authors),
    duplicateOf: 'duplicateOf' in data ? data.duplicateOf : null,
    revision: 'revision' in data ? data.revision : 1,
    textHash: 'textHash' in data ? data.textHash : null,
    orderMs: publishedMoment(publishedAt, fetchedAt).ms,
  }
}

/** The topics it is on. */
export function topicRows({ articleId, publishedAt, fetchedAt, topics }: Classified | Duplicated): ArticleTopicRow[] {
  const orderMs = publishedMoment(publishedAt, fetchedAt).ms
  return topics.map((topic) => ({
    articleId,
    topicId: topic.id,
    relevance: topic.relevance,
    articleStance: 'articleStance' in topic ? topic.articleStance : null,
    stanceStatus: 'stanceStatus' in topic ? topic.stanceStatus : null,
    orderMs,
  }))
}

/** What is said in it, and by whom. */
export function statementRows(data: Classified, ordinal: number): StatementRow[] {
  const { articleId, revision, outlet } = data
  const { at: statedAt, ms: statedMs } = publishedMoment(data.publishedAt, data.fetchedAt)
  const ofTopic = ({ id: topicId, positions }: TopicPositions) =>
    positions.map(({ holder, holderType: _, aka: __, start, end, ...position }, place) => ({
      ...{ articleId, revision, topicId, place, outlet, statedAt, statedMs, ordinal },
      holderId: holderId(holder),
      startAt: start,
      endAt: end,
      ...position,
    }))
  return data.topics.flatMap(ofTopic)
}

/** Who speaks in it. */
export function holderRows(data: Classified): HolderRow[] {
  const { ms } = publishedMoment(data.publishedAt, data.fetchedAt)
  const positions: Position[] = data.topics.flatMap((topic) => topic.positions)
  return positions.map(({ holder, holderType, aka }) => ({
    holderId: holderId(holder),
    name: holder,
    type: holderType,
    aka: JSON.stringify(aka),
    folded: foldedNames([holder, ...aka]),
    firstMs: ms,
    lastMs: ms,
  }))
}

// More than a holder is ever called: what goes on beyond this is noise.
const akaMax = 20

/** A holder who is heard again: under the name that was used last. */
export function sameHolder(before: HolderRow, now: HolderRow): HolderRow {
  const aka = new Set([...(JSON.parse(before.aka) as string[]), ...(JSON.parse(now.aka) as string[])])
  if (before.name !== now.name) aka.add(before.name)
  aka.delete(now.name)
  const others = [...aka].slice(0, akaMax)
  return {
    ...now,
    aka: JSON.stringify(others),
    folded: foldedNames([now.name, ...others]),
    firstMs: Math.min(before.firstMs, now.firstMs),
    lastMs: Math.max(before.lastMs, now.lastMs),
  }
}
