export { confirmPartial, type SourcedPassage } from './confirm-partial.ts'
export {
  type Arrival,
  boilerplateLimit,
  type Candidate,
  decide,
  type Match,
  minSharedHashes,
  shouldIndex,
  type Verdict,
  windowMs,
} from './decide.ts'
export { createDeduper, type DedupeInput, type DedupeLine, type Deduper } from './deduper.ts'
export { type Fingerprint, fingerprint } from './fingerprint.ts'
export { createMemoryIndex, type MemoryIndex, type MemoryIndexOptions, type Shortlist } from './memory-index.ts'
export { type Passage, passages, type Reuse, reuseOf, shareOf } from './passages.ts'
export { lookupHashes, type Sketch } from './sketch.ts'
export { decodeSketch, encodeSketch } from './sketch-bytes.ts'
export { assignStory, joinStory, openStory, type StoryChoice, type StorySummary, storyIdleMs } from './stories.ts'
export { type StoryFeatures, type StoryTerm, storyFeatures, storyTerms } from './story-features.ts'
export type { TermFrequencies } from './term-weight.ts'
