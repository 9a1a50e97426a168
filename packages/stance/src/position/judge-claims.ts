import type { Claim } from '../claims/claim.ts'
import type { Entity } from '../names/entity.ts'
import { findPhrases } from '../phrases/phrase-book.ts'
import { readClaim } from '../reading/read-claim.ts'
import type { Reading } from '../reading/reading.ts'
import type { Sentence } from '../text/document.ts'
import { foldKey } from '../text/fold.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'
import { isBareVote, isOnOtherPaper } from './other-vote.ts'

/** A claim with what it says, and how far it counts. */
export type JudgedClaim = { readonly claim: Claim; readonly reading: Reading; readonly weight: number }

const HARD = /^(?:open|no_plans|refuse|reject)$/
const LEAST_LEVEL = 1.1
const FULL_LEVEL = 1.6

function levelOf(claim: Claim): number {
  return Math.max(claim.about.level, 0.8 * claim.context)
}

function isReadable(claim: Claim): boolean {
  if (claim.about.level < 0.5 && claim.context < 1.3) return false
  if (claim.holder.isGuess && !claim.isSpeech && claim.about.level < 1 && claim.holders < 2) return false
  return levelOf(claim) >= LEAST_LEVEL
}

/** Soft words far from the topic's own ("warned of danger") may be about anything. */
function discount(claim: Claim, reading: Reading): number {
  const isHard = reading.signals.some((one) => one.weight >= 0.9 && HARD.test(one.sub ?? ''))
  const isPraise = reading.stance === 'support' && reading.signals.every((one) => one.source === 'judgement')
  return claim.about.level < (isPraise ? 1.5 : 1) && !isHard && claim.local < 2 ? 0.45 : 1
}

/** The very thing the action would take away: what it welcomes is never the action. */
function isTarget(topic: CompiledTopic, holder: Entity): boolean {
  if (topic.objectPolarity > 0) return false
  const words = holder.name.split(' ').map((text) => ({ text, lower: foldKey(text) }))
  return findPhrases(topic.words, words).some(
    (match) => match.value === 'object' && match.end - match.start === words.length,
  )
}

function against(reading: Reading): Reading {
  if (reading.stance !== 'support' || reading.abstains) return reading
  const signals = reading.signals.map((one) =>
    one.polarity > 0 ? { ...one, polarity: -1 as const, sub: 'reject' as const } : one,
  )
  return { ...reading, stance: 'oppose', signals, plus: reading.minus, minus: reading.plus }
}

/** Reads the claims that may be about the topic and weighs them. */
export function judgeClaims(
  topic: CompiledTopic,
  sentences: readonly Sentence[],
  claims: readonly Claim[],
): JudgedClaim[] {
  const isOther = isOnOtherPaper(topic, sentences)
  const readable = claims.filter((claim) => isReadable(claim) && !(isOther && isBareVote(claim)))
  return readable.flatMap((claim) => {
    const isStranger = topic.home !== null && claim.holder.type === 'country' && claim.holder.name !== topic.home
    const reading = readClaim({
      topic,
      tokens: claim.tokens,
      about: claim.about,
      isAct: !claim.isSpeech && claim.kind !== 'poll',
      isStranger,
    })
    if (reading.signals.length === 0 && !reading.acceptsPart) return []
    const turned = isTarget(topic, claim.saidFirstBy ?? claim.holder) ? against(reading) : reading
    const headline = claim.sentence.inTitle ? 0.5 : 1
    const noun = claim.kind === 'noun' ? 0.7 : 1
    const weight = discount(claim, turned) * turned.score * Math.min(1, levelOf(claim) / FULL_LEVEL) * headline * noun
    return [{ claim, reading: turned, weight }]
  })
}
