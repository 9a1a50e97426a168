import type { ArticleStance, StanceStatus } from '@stancewire/contracts'
import { type OpinionHints, readOpinionPiece } from './author/opinion-piece.ts'
import { type OwnVoice, readOwnVoice } from './author/own-voice.ts'
import { findClaims } from './claims/find-claims.ts'
import { readRegister } from './names/register.ts'
import { type JudgedClaim, judgeClaims } from './position/judge-claims.ts'
import { type Position, settlePositions } from './position/position.ts'
import { type RelevanceInput, relevance } from './relevance/relevance.ts'
import { readDocument } from './text/document.ts'
import { foldKey } from './text/fold.ts'
import type { CompiledTopic } from './topic/compile-topic.ts'

/** Who stands where in one article. Off-topic and non-English articles have no positions. */
export type StanceResult = {
  readonly onTopic: boolean
  readonly relevance: number
  readonly articleStance: ArticleStance
  readonly stanceStatus: StanceStatus
  readonly positions: readonly Position[]
}

/** What stance is read from. `kind: 'opinion'` and `authors`, where known, help to read the article's own voice. */
export type StanceInput = RelevanceInput & OpinionHints

/** Whether who says what is read in this language. One that is not known counts as English. */
export function isEnglish(language: string | null | undefined): boolean {
  return language === null || language === undefined || language === '' || /^en(?:$|[-_])/i.test(language)
}

/**
 * Classifies an article on a topic: who holds which position, in which words. A missing language counts as English;
 * any other than English gets `language-unsupported` and no positions. Reads at most 120,000 units of the text.
 */
export function classifyStance(topic: CompiledTopic, article: StanceInput): StanceResult {
  const { score, onTopic } = relevance(topic, article)
  const base = { onTopic, relevance: score, articleStance: 'neutral' as const }
  if (!isEnglish(article.language)) return { ...base, stanceStatus: 'language-unsupported', positions: [] }
  if (!onTopic) return { ...base, stanceStatus: 'classified', positions: [] }
  const title = readDocument((article.title ?? '').replace(/\n/g, ' '), true)
  const body = readDocument(article.text)
  const sentences = [...title.sentences, ...body.sentences]
  const register = readRegister(sentences, (sentence) => (sentence.inTitle ? title.text : body.text))
  const claims = findClaims({ topic, sentences, register })
  const judged = judgeClaims(topic, sentences, claims)
  const piece = readOpinionPiece(title.text, body, article)
  const own = piece.isOpinion ? readOwnVoice(topic, sentences, claims, piece.author) : NO_VOICE
  const positions = settlePositions([...judged, ...authorClaims(own, judged, piece.author)], title, body)
  return { ...base, articleStance: own.stance, stanceStatus: 'classified', positions }
}

const NO_VOICE: OwnVoice = { stance: 'neutral', best: null }

/** A signed opinion is its author's position; what the article says of the author elsewhere is the same holder's. */
function authorClaims(own: OwnVoice, judged: readonly JudgedClaim[], author: string | null): JudgedClaim[] {
  if (own.best === null || author === null || own.stance === 'neutral' || own.stance === 'mixed') return []
  const same = judged.find((one) => foldKey(one.claim.holder.name) === foldKey(author))
  const { claim, reading, weight } = own.best
  return [
    {
      claim: { ...claim, holder: same?.claim.holder ?? claim.holder },
      reading: { ...reading, stance: own.stance },
      weight: Math.max(1, Math.abs(weight)),
    },
  ]
}
