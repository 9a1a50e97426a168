import type { Claim } from '../claims/claim.ts'
import { type Reading, readClaim } from '../reading/read-claim.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'

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
  return claim.about.level < 1 && !isHard && claim.local < 2 ? 0.45 : 1
}

/** Reads the claims that may be about the topic and weighs them. */
export function judgeClaims(topic: CompiledTopic, claims: readonly Claim[]): JudgedClaim[] {
  return claims.filter(isReadable).flatMap((claim) => {
    const isStranger = topic.home !== null && claim.holder.type === 'country' && claim.holder.name !== topic.home
    const reading = readClaim({ topic, tokens: claim.tokens, about: claim.about, isAct: !claim.isSpeech, isStranger })
    if (reading.signals.length === 0 && !reading.acceptsPart) return []
    const headline = claim.sentence.inTitle ? 0.5 : 1
    const noun = claim.kind === 'noun' ? 0.7 : 1
    const weight = discount(claim, reading) * reading.score * Math.min(1, levelOf(claim) / FULL_LEVEL) * headline * noun
    return [{ claim, reading, weight }]
  })
}
