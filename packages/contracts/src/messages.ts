import { z } from 'zod'
import { ArticleId, GroupId, Instant, InstantOrDate, RunRef, StoryId, UnitInterval } from './identity.ts'
import { TraceLine } from './trace.ts'
import { ArticleKind, Relation } from './vocabulary.ts'

/** The version every message carries; a worker refuses one it does not know and keeps it for inspection. */
export const messageVersion = 1

/** The lane a run travels in: `live` work goes first; `replay` takes what is left. A message without one is live. */
export const Lane = z.enum(['live', 'replay'])
export type Lane = z.infer<typeof Lane>

const Message = RunRef.extend({
  v: z.literal(messageVersion),
  url: z.string().min(1).max(2_048),
  lane: Lane.optional(),
  // Not worth an article that it cannot be read.
  trace: TraceLine.optional().catch(undefined),
})

/** What the source said of an article before anybody read it. Believed only where the page is silent. */
const Hint = z.object({
  title: z.string().max(300).nullable(),
  publishedAt: InstantOrDate.nullable(),
})

/** What was handed in with a URL takes the place of its page: the number under which the store keeps it, and what it is, where that was said. */
export const SubmittedBody = z.object({
  body: z.int().min(1),
  media: z.enum(['html', 'text']).optional(),
})
export type SubmittedBody = z.infer<typeof SubmittedBody>

/** A URL was discovered: it waits for its host's turn, then for FETCH. */
export const DiscoveredUrl = Message.extend({
  /** The host list it waits in: the registrable domain, an IP literal, or `text:` for what was handed in with its text: no host is asked for it. */
  host: z.string().min(1).max(255),
  sourceId: z.string().max(120).nullable(),
  outlet: z.string().max(120).nullable(),
  discoveredAt: Instant,
  hint: Hint,
  submitted: SubmittedBody.optional(),
})
export type DiscoveredUrl = z.infer<typeof DiscoveredUrl>

/** What became of an offered URL. `known`: it ran before; `running`: it is on its way; `full`: the line takes no more now. */
export type Acceptance =
  | { readonly is: 'accepted' | 'known' | 'running'; readonly run: number }
  | { readonly is: 'full'; readonly inFlight: number }

/** A page was fetched: its text waits in the body store under this run. */
export const FetchedPage = Message.extend({
  finalUrl: z.string().min(1).max(2_048),
  media: z.enum(['html', 'text']),
  outlet: z.string().max(120).nullable(),
  fetchedAt: Instant,
  hint: Hint,
})
export type FetchedPage = z.infer<typeof FetchedPage>

/** A topic the article is on, and how surely. */
export const TopicMatch = z.object({ id: z.string().max(80), relevance: UnitInterval })
export type TopicMatch = z.infer<typeof TopicMatch>

/** What is known of an article without its text. */
export const ArticleFacts = z.object({
  articleId: ArticleId,
  title: z.string().max(300),
  outlet: z.string().max(120).nullable(),
  authors: z.array(z.string().max(80)).max(8),
  publishedAt: InstantOrDate.nullable(),
  modifiedAt: InstantOrDate.nullable(),
  fetchedAt: Instant,
  language: z.string().max(8).nullable(),
  kind: ArticleKind,
  topics: z.array(TopicMatch).min(1).max(20),
})
export type ArticleFacts = z.infer<typeof ArticleFacts>

/** A page was parsed: an article on at least one topic. Its text waits in the body store under this run. */
export const ParsedArticle = Message.extend({ article: ArticleFacts })
export type ParsedArticle = z.infer<typeof ParsedArticle>

/** An earlier article that this one reuses, and the share of this text that stands there too. */
export const Reuse = z.object({ articleId: ArticleId, similarity: UnitInterval })
export type Reuse = z.infer<typeof Reuse>

/** Where an article stands among those before it. */
export const Standing = z.object({
  relation: Relation,
  similarity: UnitInterval,
  groupId: GroupId,
  storyId: StoryId,
  revision: z.int().min(1),
  textHash: z.string().max(80),
  reuses: z.array(Reuse).max(5),
})
export type Standing = z.infer<typeof Standing>

/** An article was judged new enough to be read: it goes on to CLASSIFY STANCE. */
export const DedupVerdict = Message.extend({ article: ArticleFacts, standing: Standing })
export type DedupVerdict = z.infer<typeof DedupVerdict>
