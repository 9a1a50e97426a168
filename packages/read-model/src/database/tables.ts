import type { AuditAction } from '../access/audit.ts'

/**
 * The tables, the same in SQLite and PostgreSQL. Instants are kept twice where they are sought by: as they were said (ISO 8601, or a bare
 * date) and as milliseconds since 1970 (`…Ms`). Lists are JSON texts. Column names are snake_case in the database.
 */
export type Tables = {
  archiveState: { name: string; value: string }
  event: EventRow
  text: TextRow
  article: ArticleRow
  articleTopic: ArticleTopicRow
  revision: RevisionRow
  reuse: ReuseRow
  articleGroup: { groupId: string; original: string }
  story: StoryRow
  holder: HolderRow
  statement: StatementRow
  standing: StandingRow
  positionChange: PositionChangeRow
  outbox: { id: string; event: string }
  run: RunRow
  runStep: RunStepRow
  movingRun: MovingRunRow
  counter: CounterRow
  deadLetter: DeadLetterRow
  token: TokenRow
  session: SessionRow
  audit: AuditRow
  operation: OperationRow
  settledRun: SettledRunRow
  pastGroup: { groupId: string; ordinal: number }
  pastHolder: PastRow & { holderId: string }
  pastStanding: PastRow & { topicId: string; holderId: string }
}

/** Everything that was announced, in the order of the stream. `ordinal` counts up from 1. */
export type EventRow = {
  ordinal: number
  id: string
  position: string
  type: string
  subject: string
  timeMs: number
  urlId: string | null
  run: number | null
  /** The CloudEvent as JSON. */
  body: string
}

/** The text of one revision of an article. */
type TextRow = { number: number; articleId: string; revision: number; content: string }

/** An article as it stands: its latest revision. */
export type ArticleRow = {
  articleId: string
  urlId: string
  run: number
  url: string
  title: string
  outlet: string | null
  authors: string
  publishedAt: string | null
  modifiedAt: string | null
  fetchedAt: string
  language: string | null
  kind: string
  relation: string
  similarity: number
  duplicateOf: string | null
  groupId: string
  storyId: string
  revision: number
  textHash: string | null
  /** By which it is ordered: when it was published, and never later than it was fetched. */
  orderMs: number
}

/** A topic that an article is on. The article's own stance is unknown where it was not classified. */
export type ArticleTopicRow = {
  articleId: string
  topicId: string
  relevance: number
  articleStance: string | null
  stanceStatus: string | null
  orderMs: number
}

/** One version of an article's text. */
export type RevisionRow = {
  articleId: string
  revision: number
  textHash: string
  title: string
  urlId: string
  run: number
  fetchedAt: string
}

/** An article whose passages another one reuses, and the share of the other's text that stands there too. */
export type ReuseRow = { articleId: string; sourceId: string; similarity: number }

export type StoryRow = {
  storyId: string
  title: string
  articleId: string
  size: number
  topics: string
  outlets: string
  firstAt: string
  lastAt: string
  lastMs: number
}

/** Someone who was heard on a topic, by name. */
export type HolderRow = {
  holderId: string
  name: string
  type: string
  aka: string
  /** All of their names, without case, accents and signs; a space before each word. */
  folded: string
  firstMs: number
  lastMs: number
}

/** What a holder says on a topic in the latest revision of an article, with the words. `place` counts within article and topic. */
export type StatementRow = {
  articleId: string
  revision: number
  topicId: string
  place: number
  holderId: string
  affiliation: string | null
  stance: string
  sub: string | null
  strength: string
  confidence: number
  quote: string
  startAt: number | null
  endAt: number | null
  attribution: string
  statedAt: string
  statedMs: number
  outlet: string | null
  /** Of the event that said so: of two statements of the same moment the later one counts. */
  ordinal: number
}

/** Where a holder stands on a topic: the latest statement, and since when it has been this stance. */
export type StandingRow = {
  topicId: string
  holderId: string
  stance: string
  statedAt: string
  statedMs: number
  articleId: string
  /** Of the statement in its article. */
  place: number
  sinceAt: string
  ordinal: number
}

/** A holder's stance on a topic was another one before. */
export type PositionChangeRow = {
  id: string
  topicId: string
  holderId: string
  fromStance: string
  toStance: string
  statedAt: string
  statedMs: number
  articleId: string
}

/** A run that has ended, and how. */
export type RunRow = {
  urlId: string
  run: number
  url: string
  host: string
  endedMs: number
  endedBy: string
  stage: string | null
  reason: string | null
  detail: string | null
  errorName: string | null
  attempts: number | null
  articleId: string | null
  sourceId: string | null
  discoveredMs: number | null
  /** When an operator let it go. */
  discardedMs: number | null
}

/** A run that was accepted and has not ended, as far as the archive knows. */
export type MovingRunRow = {
  /** `urlId/run`. */
  runId: string
  urlId: string
  run: number
  url: string
  host: string
  sourceId: string | null
  /** `live` or `replay`. */
  lane: string
  acceptedMs: number
}

/** One stage of a run: how long its job waited and worked, and at which try it was done. */
export type RunStepRow = {
  urlId: string
  run: number
  place: number
  stage: string
  endedMs: number
  waitedMs: number
  workedMs: number
  tries: number
}

/** What a stage did within a minute, by outcome. */
export type CounterRow = { minuteMs: number; stage: string; outcome: string; count: number; workedMs: number }

/** A token of the API: its secret is kept as a hash only. */
export type TokenRow = {
  id: string
  name: string
  role: string
  hash: string
  createdMs: number
  expiresMs: number | null
  revokedMs: number | null
  lastUsedMs: number | null
}

/** Somebody who is logged in by a token: the secret of the session is kept as a hash only. */
type SessionRow = { hash: string; tokenId: string; createdMs: number; expiresMs: number }

/** A change that somebody made. `filter` is JSON. Rows are added, and neither changed nor removed. */
type AuditRow = {
  id: string
  atMs: number
  who: string
  action: AuditAction
  filter: string
  affected: number | null
}

/** Work on many failed runs at a time. */
export type OperationRow = {
  id: string
  action: string
  /** JSON. */
  filter: string
  askedBy: string
  state: string
  /** How many were meant when it was asked for, and of how many it is settled what becomes of them. */
  total: number
  settled: number
  /** JSON. */
  tally: string
  /** Behind which failed run it goes on: JSON. */
  place: string | null
  isStopping: number
  reason: string | null
  askedMs: number
  startedMs: number | null
  endedMs: number | null
  /** Who has it in hand. `beat` counts up while it is alive. */
  worker: string | null
  beat: number
}

/** A failed run that needs no more: it was retried or discarded, or its job is gone. */
type SettledRunRow = { urlId: string; run: number; atMs: number }

/** What rests on events that are kept no longer: a rebuild begins there. The events up to `ordinal` are in it; `rowJson` is null where nothing was left. */
type PastRow = { ordinal: number; rowJson: string | null }

/** An entry of the stream that could not be brought into the tables: what stood in it, and in the text of its article where there was one. */
export type DeadLetterRow = {
  position: string
  id: string | null
  entry: string
  content: string | null
  error: string
  atMs: number
}
