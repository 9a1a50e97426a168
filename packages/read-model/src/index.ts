export { type ArticleFilter, findArticles, type Paging, readArticle } from './ask/articles.ts'
export { BadCursorError, type PageOf } from './ask/cursor.ts'
export { type EventFilter, type KeptEvent, ordinalOf, readEvent, readEvents } from './ask/events.ts'
export { readHolder } from './ask/holders.ts'
export {
  countPositions,
  findPositions,
  findStatements,
  type HolderPosition,
  type PositionFilter,
} from './ask/positions.ts'
export { findRuns, type RunFilter, readCounters, readTrace } from './ask/runs.ts'
export { findStories, readStory, type StoryFilter } from './ask/stories.ts'
export { type Database, openDatabase } from './database/open-database.ts'
export type { Tables } from './database/tables.ts'
export type { Entry } from './project/draft.ts'
export { type Outbox, openOutbox } from './project/outbox.ts'
export { project, projectedTo } from './project/project.ts'
export { rebuild } from './project/rebuild.ts'
