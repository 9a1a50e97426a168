import { z } from 'zod'
import {
  ArticleId,
  eventId,
  GroupId,
  HolderId,
  Instant,
  InstantOrDate,
  RunRef,
  StoryId,
  UnitInterval,
} from './identity.ts'
import { ArticleFacts, Standing } from './messages.ts'
import { Trace } from './trace.ts'
import {
  ArticleStance,
  AttributionMode,
  FailureCause,
  HolderType,
  Stage,
  Stance,
  StanceStatus,
  StopReason,
  Strength,
  SubStance,
} from './vocabulary.ts'

/** One holder's stance on one topic's proposition in one article, with the exact words. */
export const Position = z.object({
  holder: z.string().min(1).max(200),
  holderType: HolderType,
  affiliation: z.string().max(200).nullable(),
  stance: Stance,
  sub: SubStance.nullable(),
  strength: Strength,
  confidence: UnitInterval,
  /** Verbatim words; `text.slice(start, end)` of the article's text, in UTF-16 code units. */
  quote: z.string().min(1).max(1_000),
  /** `null` for words of the title. */
  start: z.int().min(0).nullable(),
  end: z.int().min(0).nullable(),
  attribution: AttributionMode,
  aka: z.array(z.string().max(200)).max(10),
})
export type Position = z.infer<typeof Position>

/** What an article says on one topic. */
export const TopicPositions = z.object({
  id: z.string().max(80),
  relevance: UnitInterval,
  articleStance: ArticleStance,
  stanceStatus: StanceStatus,
  positions: z.array(Position).max(100),
})
export type TopicPositions = z.infer<typeof TopicPositions>

const OfRun = RunRef.extend({ url: z.string().max(2_048) })
/** What ends a run tells which way it went. */
const Ending = OfRun.extend({ trace: Trace.optional() })

/** An article was read: its positions on each topic it is on. Ends the run. */
export const ArticleClassified = z.object({
  type: z.literal('article.classified'),
  data: Ending.extend({
    ...ArticleFacts.omit({ topics: true }).shape,
    ...Standing.shape,
    topics: z.array(TopicPositions).min(1).max(20),
    /** Positions were left out to keep the event below its size limit. */
    truncated: z.boolean(),
  }),
})

/** An article says what an earlier one says: join on the group for its positions. Ends the run. */
export const ArticleDuplicated = z.object({
  type: z.literal('article.duplicated'),
  data: Ending.extend({
    ...ArticleFacts.shape,
    relation: z.enum(['exact', 'near']),
    similarity: UnitInterval,
    groupId: GroupId,
    storyId: StoryId,
    /** The member it was found to repeat. */
    duplicateOf: ArticleId,
  }),
})

/** A run ended as expected, without an article on a topic. Ends the run. */
export const UrlStopped = z.object({
  type: z.literal('url.stopped'),
  data: Ending.extend({ stage: Stage, reason: StopReason, detail: z.string().max(500).nullable() }),
})

/** A run ended because a stage could not do its work. Ends the run. */
export const UrlFailed = z.object({
  type: z.literal('url.failed'),
  data: Ending.extend({
    stage: Stage,
    attempts: z.int().min(0),
    cause: FailureCause,
    error: z.object({ name: z.string().max(100), message: z.string().max(1_000) }),
  }),
})

/** An operator let a failed run go: its input is kept no longer, and nobody will try it again. Its end, `url.failed`, stays. */
export const UrlDiscarded = z.object({
  type: z.literal('url.discarded'),
  data: OfRun.extend({ stage: Stage, cause: FailureCause }),
})

const StoryState = z.object({
  storyId: StoryId,
  title: z.string().max(300),
  articleId: ArticleId,
  size: z.int().min(1),
  topics: z.array(z.string().max(80)).max(20),
  outlets: z.array(z.string().max(120)).max(50),
  firstAt: InstantOrDate,
  lastAt: InstantOrDate,
})

/** The first article of a story arrived. */
export const StoryCreated = z.object({ type: z.literal('story.created'), data: StoryState })
/** A story gained an article. */
export const StoryUpdated = z.object({ type: z.literal('story.updated'), data: StoryState })

/** A group's displayed original is another member now: an earlier one arrived late. */
export const OriginalChanged = z.object({
  type: z.literal('original.changed'),
  data: z.object({
    groupId: GroupId,
    original: ArticleId,
    previous: ArticleId,
    publishedAt: InstantOrDate,
    topics: z.array(z.string().max(80)).max(20),
  }),
})

/** A holder stands elsewhere on a topic than before: a later article says so. Decided by the archive, in the order of the stream. */
const PositionChanged = z.object({
  type: z.literal('position.changed'),
  data: z.object({
    topicId: z.string().max(80),
    holderId: HolderId,
    holder: Position.shape.holder,
    holderType: HolderType,
    from: z.object({ stance: Stance, statedAt: InstantOrDate, articleId: ArticleId }),
    to: z.object({
      stance: Stance,
      sub: SubStance.nullable(),
      strength: Strength,
      statedAt: InstantOrDate,
      articleId: ArticleId,
      revision: z.int().min(1),
      outlet: z.string().max(120).nullable(),
      quote: Position.shape.quote,
    }),
  }),
})

/** What ends a run: every run of a discovered URL has exactly one. */
export const TerminalEvent = z.discriminatedUnion('type', [ArticleClassified, ArticleDuplicated, UrlStopped, UrlFailed])
export type TerminalEvent = z.infer<typeof TerminalEvent>

/** What the line announces beside the ends of runs. */
export const SideEvent = z.discriminatedUnion('type', [
  StoryCreated,
  StoryUpdated,
  OriginalChanged,
  UrlDiscarded,
  PositionChanged,
])
export type SideEvent = z.infer<typeof SideEvent>

/** Everything the line announces. */
export const PipelineEvent = z.discriminatedUnion('type', [...TerminalEvent.options, ...SideEvent.options])
export type PipelineEvent = z.infer<typeof PipelineEvent>
export type EventType = PipelineEvent['type']

/** CloudEvents 1.0, structured JSON: the form in which an event stands on the stream. */
export const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string().regex(/^e[0-9a-f]{32}$/),
  source: z.string().min(1),
  type: z.string(),
  /** The article, story, group or URL that the event is about; `sequence` counts per subject. */
  subject: z.string().min(1),
  time: Instant,
  datacontenttype: z.literal('application/json'),
  dataschema: z.string(),
  /** Ten digits, counting up per subject from 1. */
  sequence: z.string().regex(/^\d{10}$/),
  data: z.unknown(),
})
export type CloudEvent = z.infer<typeof CloudEvent>

/** The lock of the job that publishes, and what it holds while the job is still the publisher's. */
export type Fence = { readonly lock: string; readonly token: string }

/** What became of an event. `already`: it stood there before. `fenced`: the job is another worker's by now. Only the first was written. */
export type Published = 'published' | 'already' | 'fenced'

/** An event takes no more than this on the stream, in bytes of UTF-8. */
export const eventBytesMax = 65_536

/** What the event is about: order is kept per subject. */
export function eventSubject(event: PipelineEvent): string {
  switch (event.type) {
    case 'article.classified':
    case 'article.duplicated':
      return event.data.articleId
    case 'url.stopped':
    case 'url.failed':
    case 'url.discarded':
      return event.data.urlId
    case 'story.created':
    case 'story.updated':
      return event.data.storyId
    case 'original.changed':
      return event.data.groupId
    case 'position.changed':
      return event.data.holderId
  }
}

/** The id of an event: where it is about a run, from its URL and run; else from what it states. */
export function pipelineEventId(event: PipelineEvent): string {
  switch (event.type) {
    case 'article.classified':
    case 'article.duplicated':
    case 'url.stopped':
    case 'url.failed':
    case 'url.discarded':
      return eventId(event.type, event.data.urlId, event.data.run)
    case 'story.created':
      return eventId(event.type, event.data.storyId)
    case 'story.updated':
      return eventId(event.type, event.data.storyId, event.data.size)
    case 'original.changed':
      return eventId(event.type, event.data.groupId, event.data.original)
    case 'position.changed': {
      const { topicId, holderId, to } = event.data
      return eventId(event.type, topicId, holderId, to.articleId, to.revision)
    }
  }
}
