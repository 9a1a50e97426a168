import { exportArticles, exportTexts } from './articles.ts'
import { exportEvents } from './events.ts'
import type { ExportFilter } from './filter.ts'
import { exportPositions } from './positions.ts'
import { exportRuns } from './runs.ts'
import type { Snapshot } from './snapshot.ts'
import { exportEvidence, exportStatements } from './statements.ts'
import { exportStories } from './stories.ts'

/** What can be taken out of the archive: `texts` are articles with their text, `evidence` statements with what a network of them needs. */
export type ExportKind = 'articles' | 'texts' | 'positions' | 'statements' | 'evidence' | 'events' | 'stories' | 'runs'

/** The names of a kind's fields, in their order: those that the API gives. */
export const exportFields = {
  articles: articleFields(),
  texts: [...articleFields(), 'text'],
  positions: [
    ...['topicId', 'holderId', 'name', 'type', 'affiliation', 'stance', 'sub', 'strength', 'confidence', 'quote'],
    ...['attribution', 'statedAt', 'sinceAt', 'articleId', 'url', 'outlet', 'statements', 'outlets'],
  ],
  statements: statementFields(),
  evidence: [...statementFields(), 'statedMs', 'authors'],
  events: [
    ...['specversion', 'id', 'source', 'type', 'subject', 'time', 'sequence'],
    ...['datacontenttype', 'dataschema', 'data'],
  ],
  stories: ['storyId', 'title', 'articleId', 'size', 'topics', 'outlets', 'firstAt', 'lastAt'],
  runs: [
    ...['urlId', 'run', 'url', 'host', 'endedAt', 'endedBy', 'stage', 'reason', 'detail', 'errorName', 'attempts'],
    'articleId',
  ],
} as const satisfies Record<ExportKind, readonly string[]>

function articleFields() {
  return [
    ...['articleId', 'url', 'title', 'outlet', 'authors', 'publishedAt', 'modifiedAt', 'fetchedAt', 'language', 'kind'],
    ...['relation', 'similarity', 'duplicateOf', 'groupId', 'storyId', 'revision'],
  ]
}

function statementFields() {
  return [
    ...['topicId', 'holderId', 'name', 'type', 'affiliation', 'stance', 'sub', 'strength', 'confidence', 'quote'],
    ...['start', 'end', 'attribution', 'statedAt', 'articleId', 'revision', 'place', 'url', 'title', 'outlet'],
  ]
}

const readers = {
  articles: exportArticles,
  texts: exportTexts,
  positions: exportPositions,
  statements: exportStatements,
  evidence: exportEvidence,
  events: exportEvents,
  stories: exportStories,
  runs: exportRuns,
} satisfies Record<ExportKind, (db: Snapshot, filter: ExportFilter) => AsyncGenerator<readonly object[]>>

/** Everything of a kind that the filter means, in pages of a few dozen rows: in order of time, what is on topics by topic first. Every row comes once. */
export function exportRows<Kind extends ExportKind>(
  kind: Kind,
  snapshot: Snapshot,
  filter: ExportFilter,
): ReturnType<(typeof readers)[Kind]> {
  return readers[kind](snapshot, filter) as ReturnType<(typeof readers)[Kind]>
}
