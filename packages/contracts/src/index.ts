export { AwayError } from './away-error.ts'
export {
  ArticleClassified,
  ArticleDuplicated,
  CloudEvent,
  type EventType,
  eventBytesMax,
  eventSubject,
  type Fence,
  OriginalChanged,
  PipelineEvent,
  Position,
  type Published,
  pipelineEventId,
  SideEvent,
  StoryCreated,
  StoryUpdated,
  TerminalEvent,
  TopicPositions,
  UrlDiscarded,
  UrlFailed,
  UrlStopped,
} from './events.ts'
export {
  ArticleId,
  eventId,
  GroupId,
  HolderId,
  Instant,
  InstantOrDate,
  jobId,
  RunRef,
  StoryId,
  UrlId,
} from './identity.ts'
export { jsonSchemas, schemaUri } from './json-schema.ts'
export {
  type Acceptance,
  ArticleFacts,
  DedupVerdict,
  DiscoveredUrl,
  FetchedPage,
  Lane,
  messageVersion,
  ParsedArticle,
  Reuse,
  Standing,
  SubmittedBody,
  TopicMatch,
} from './messages.ts'
export { MisuseError } from './misuse-error.ts'
export { type MessageOf, messageBytesUsual, type Queue, queues } from './queues.ts'
export { shownAddress } from './shown-address.ts'
export { Topic } from './topic.ts'
export { readTrace, Trace, TraceLine, traceLine, traceOn } from './trace.ts'
export {
  ArticleKind,
  ArticleStance,
  AttributionMode,
  FailureCause,
  HolderType,
  Relation,
  Stage,
  Stance,
  StanceStatus,
  StopReason,
  Strength,
  SubStance,
} from './vocabulary.ts'
export { withoutSecrets } from './without-secrets.ts'
