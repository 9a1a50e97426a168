export { type AcceptedNote, type AcceptedNotes, openAcceptedNotes } from './accepted-notes.ts'
export { type AddedSource, type AddedSources, addedSourcesMax, openAddedSources } from './added-sources.ts'
export {
  type AnswerKeys,
  type HeldKey,
  type KeyClaim,
  type KeyedRequest,
  openAnswerKeys,
  type UsedKey,
} from './answer-keys.ts'
export { type ArchiveMark, openArchiveMark } from './archive-mark.ts'
export {
  type ArticleIndex,
  type ArticleRecord,
  type IndexedArticle,
  type IndexReading,
  openArticleIndex,
  type RecordedStanding,
} from './article-index.ts'
export type { Bodies, BodyKind, BodyRef, KeptBody, Spares } from './bodies.ts'
export { type DuePages, openDuePages } from './due-pages.ts'
export {
  type BrokenEntry,
  type EventCensus,
  type EventExtent,
  type EventFacts,
  openEventCensus,
} from './event-census.ts'
export { type EventLog, openEventLog, type RawEntry, type StreamEntry } from './event-log.ts'
export { type FeedState, type FeedStates, type NextWhy, openFeedStates, untouchedFeed } from './feed-states.ts'
export { openFolderBodies } from './folder-bodies.ts'
export { type Groups, openGroups } from './groups.ts'
export { readHostBlocks } from './host-blocks.ts'
export {
  type AtHost,
  type BusiestHosts,
  type HostCensus,
  openHostCensus,
  usualBlockMs,
  type WaitingHost,
} from './host-census.ts'
export { type Claim, type HostEntry, type HostLists, openHostLists, type Taken } from './host-lists.ts'
export { defineScripts } from './lua.ts'
export { type Mark, type Marks, openMarks } from './marks.ts'
export { openMemoryBodies } from './memory-bodies.ts'
export { type MovingRuns, openMovingRuns } from './moving-runs.ts'
export {
  openPauses,
  type Pause,
  type Paused,
  type PauseKind,
  type Pauses,
  pauseKinds,
  pauseReasonMax,
} from './pauses.ts'
export {
  openReplays,
  type ReplayProgress,
  type ReplayRequest,
  ReplayStage,
  type Replays,
  type ReplayTurn,
  type TakenReplay,
} from './replays.ts'
export { openRuns, type RunState, type Runs } from './runs.ts'
export { spareRunning } from './spare-running.ts'
export { openStores, type Stores } from './stores.ts'
export { openStories, type Stories, type StoryReading } from './stories.ts'
