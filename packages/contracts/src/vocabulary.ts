import { z } from 'zod'

/** Stance of a holder toward a topic's proposition. No position, no unit: there is no `neutral` here. */
export const Stance = z.enum(['support', 'oppose', 'mixed'])
export type Stance = z.infer<typeof Stance>

/** How the stance shows: the finer label beside {@link Stance}. */
export const SubStance = z.enum([
  'should',
  'willing',
  'approve',
  'open',
  'noncombat',
  'reject',
  'refuse',
  'no_plans',
  'warning',
  'distance',
  'not_needed',
  'not_now',
  'denial',
  'poll',
  'sarcasm',
  'conditional',
  'hypothetical',
])
export type SubStance = z.infer<typeof SubStance>

/** `strong` for categorical wording (will not, must), `weak` for the rest (no plans, not ruled out). */
export const Strength = z.enum(['strong', 'weak'])
export type Strength = z.infer<typeof Strength>

/** Who can hold a position. */
export const HolderType = z.enum(['person', 'country', 'organisation', 'group'])
export type HolderType = z.infer<typeof HolderType>

/** How the words reached the reader. */
export const AttributionMode = z.enum(['direct_quote', 'indirect', 'narrated', 'headline'])
export type AttributionMode = z.infer<typeof AttributionMode>

/** The article's own voice toward the proposition. */
export const ArticleStance = z.enum(['support', 'oppose', 'mixed', 'neutral'])
export type ArticleStance = z.infer<typeof ArticleStance>

/** Relation of an article to what stood in the window before it. */
export const Relation = z.enum(['new', 'exact', 'near', 'partial'])
export type Relation = z.infer<typeof Relation>

/** What kind of page an article was read from. */
export const ArticleKind = z.enum(['article', 'live-blog', 'opinion', 'video', 'gallery'])
export type ArticleKind = z.infer<typeof ArticleKind>

/** Why a run ended without an article on a topic. A closed list: dashboards and tests count these. */
export const StopReason = z.enum([
  'gone',
  'refused',
  'robots',
  'not-html',
  'too-large',
  'challenge',
  'consent',
  'paywalled',
  'script-rendered',
  'error-page',
  'list-page',
  'not-an-article',
  'off-topic',
  'unchanged',
])
export type StopReason = z.infer<typeof StopReason>

/**
 * Why a run failed. `error`: every try failed; `crashed`: tries died with whoever made them;
 * `invalid-message`: a message this version cannot read.
 */
export const FailureCause = z.enum(['error', 'crashed', 'invalid-message'])
export type FailureCause = z.infer<typeof FailureCause>

/** The stages of the line, top to bottom. */
export const Stage = z.enum(['fetch', 'parse', 'deduplicate', 'classify-stance'])
export type Stage = z.infer<typeof Stage>

/** Whether positions could be read: they are read in English only so far. */
export const StanceStatus = z.enum(['classified', 'language-unsupported'])
export type StanceStatus = z.infer<typeof StanceStatus>
