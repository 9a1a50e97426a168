export {
  type Audit,
  AuditAction,
  type AuditEntry,
  type AuditFilter,
  type Change,
  findAudit,
  openAudit,
} from './access/audit.ts'
export { mayAct, Role } from './access/roles.ts'
export { openSessions, type Session, type Sessions, sessionMs } from './access/sessions.ts'
export {
  hashSecret,
  loopbackName,
  openTokens,
  type Token,
  TokenName,
  TokenNameTakenError,
  type Tokens,
} from './access/tokens.ts'
export { type ArticleStances, readArticleStances } from './ask/article-stances.ts'
export { type ArticleFilter, findArticles, type Paging, readArticle } from './ask/articles.ts'
export { type ChangeFilter, findChanges, type PositionChange } from './ask/changes.ts'
export { countStances, type StanceCounts } from './ask/count-stances.ts'
export { BadCursorError, type PageOf, type SiftedPage } from './ask/cursor.ts'
export {
  type EventFilter,
  findNewestEvents,
  type KeptEvent,
  ordinalOf,
  readEvent,
  readEvents,
  readOnwards,
} from './ask/events.ts'
export {
  eachFailed,
  type FailedRef,
  type FailedRun,
  failedBehind,
  findFailed,
  groupFailedRuns,
} from './ask/failed.ts'
export { type Figures, readFigures, type StageWork, sumWork } from './ask/figures.ts'
export { findHolders, type HolderFilter, readHolder } from './ask/holders.ts'
export { type ArticleText, type KinText, readKinTexts } from './ask/kin-texts.ts'
export { behindMoving, countMoving, findMoving, type MovingFilter, oldestMoving } from './ask/moving.ts'
export { type CopyFilter, type CopyPair, findCopies, findOutlets, latestMoment, type Outlet } from './ask/outlets.ts'
export { countPositions, findPositions, type HolderPosition, type PositionFilter } from './ask/positions.ts'
export { findPositionsAt } from './ask/positions-at.ts'
export { readQuoteContexts } from './ask/quote-contexts.ts'
export { type RecentFailures, readRecentFailures } from './ask/recent-failures.ts'
export { diffRevisions, type Revision, type RevisionDiff, readRevision } from './ask/revisions.ts'
export { findRuns, type RunFilter, readCounters, readTrace } from './ask/runs.ts'
export { type LastRun, readLastRuns, readSourceYields, type SourceYield } from './ask/sources.ts'
export { findStatements, type StatementFilter } from './ask/statements.ts'
export { type FailedPlace, FailedRunFilter } from './ask/still-failed.ts'
export { findStories, readStory, type StoryFilter } from './ask/stories.ts'
export { readStoryFirsts, type StoryFirst } from './ask/story-firsts.ts'
export { type SummaryFilter, type SummaryKey, type SummaryLine, summarisePositions } from './ask/summary.ts'
export { readTimeline, type Stretch, type TimelineFilter, type TimelineStretch } from './ask/timeline.ts'
export { knownTopics } from './ask/topics.ts'
export { urlsOnTopic } from './ask/urls-on-topic.ts'
export { sumWorkOverTime, type WorkStretch } from './ask/work-over-time.ts'
export { type Database, openDatabase } from './database/open-database.ts'
export type { MovingRunRow as MovingRun, Tables } from './database/tables.ts'
export { DatabaseBusyError, writePatiently } from './database/write-patiently.ts'
export { insert as insertRows } from './database/write-rows.ts'
export type { ExportedEvent } from './export/events.ts'
export { type ExportKind, exportFields, exportRows } from './export/export-rows.ts'
export type { ExportFilter } from './export/filter.ts'
export { type Snapshot, withSnapshot } from './export/snapshot.ts'
export {
  addTallies,
  nothingDone,
  type Operation,
  OperationAction,
  OperationState,
  OperationTally,
} from './operate/operation.ts'
export { type Asked, type Operations, openOperations } from './operate/operations.ts'
export { settleRuns } from './operate/settled-runs.ts'
export { type Hold, type OperationTurns, openOperationTurns, type Turn } from './operate/turns.ts'
export { countDead, type DeadEntry, discardDead, readDead, readEntry } from './project/dead-letter.ts'
export type { Entry } from './project/draft.ts'
export { acceptedTo, dropMoving, movingRow, noteAccepted } from './project/moving.ts'
export { type Outbox, openOutbox } from './project/outbox.ts'
export { project, projectedTo } from './project/project.ts'
export { projectPast } from './project/project-past.ts'
export { rebuild } from './project/rebuild.ts'
export { type Retried, retryDead } from './project/retry-dead.ts'
export { lastEventMs, type Retained, retained, retainStep, type Step } from './retain/retain.ts'
