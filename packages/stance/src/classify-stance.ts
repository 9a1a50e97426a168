import type { ArticleStance, StanceStatus } from '@stancewire/contracts'
import { findClaims } from './claims/find-claims.ts'
import { readRegister } from './names/register.ts'
import { judgeClaims } from './position/judge-claims.ts'
import { type Position, settlePositions } from './position/position.ts'
import { type RelevanceInput, relevance } from './relevance/relevance.ts'
import { readDocument } from './text/document.ts'
import type { CompiledTopic } from './topic/compile-topic.ts'

/** Who stands where in one article. Off-topic and non-English articles have no positions. */
export type StanceResult = {
  readonly onTopic: boolean
  readonly relevance: number
  readonly articleStance: ArticleStance
  readonly stanceStatus: StanceStatus
  readonly positions: readonly Position[]
}

function isEnglish(language: string | null | undefined): boolean {
  return language === null || language === undefined || language === '' || /^en(?:$|[-_])/i.test(language)
}

/**
 * Classifies an article on a topic: who holds which position, in which words. A missing language counts as English;
 * any other than English gets `language-unsupported` and no positions. Reads at most 120,000 units of the text.
 */
export function classifyStance(topic: CompiledTopic, article: RelevanceInput): StanceResult {
  const { score, onTopic } = relevance(topic, article)
  const base = { onTopic, relevance: score, articleStance: 'neutral' as const }
  if (!isEnglish(article.language)) return { ...base, stanceStatus: 'language-unsupported', positions: [] }
  if (!onTopic) return { ...base, stanceStatus: 'classified', positions: [] }
  const title = readDocument((article.title ?? '').replace(/\n/g, ' '), true)
  const body = readDocument(article.text)
  const sentences = [...title.sentences, ...body.sentences]
  const register = readRegister(sentences, (sentence) => (sentence.inTitle ? title.text : body.text))
  const judged = judgeClaims(topic, findClaims({ topic, sentences, register }))
  return { ...base, stanceStatus: 'classified', positions: settlePositions(judged, title, body) }
}
