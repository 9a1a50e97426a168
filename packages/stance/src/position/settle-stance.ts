import type { Stance } from '@stancewire/contracts'
import type { JudgedClaim } from './judge-claims.ts'

/** A holder's stance over all claims, the claims it rests on, and its summed weight. */
export type Settled = { readonly stance: Stance; readonly score: number; readonly used: readonly JudgedClaim[] }

const LEAST_SCORE = 0.55
const MIXED_SHARE = 0.75

function sumOf(judged: readonly JudgedClaim[], stance: Stance): number {
  return judged.reduce(
    (sum, one) => sum + (one.reading.stance === stance ? one.weight * (one.claim.isQuoted ? 1.2 : 1) : 0),
    0,
  )
}

/** Words of the text count over the headline. */
function preferBody(judged: readonly JudgedClaim[]): readonly JudgedClaim[] {
  const body = judged.filter((one) => !one.claim.sentence.inTitle)
  return body.some((one) => one.reading.stance !== null) ? body : judged
}

const isFirm = (one: JudgedClaim): boolean =>
  one.reading.signals.some((signal) => signal.sub === 'should' || (signal.sub === 'open' && signal.source === 'fixed'))

function onlyConditional(used: readonly JudgedClaim[]): boolean {
  const support = used.filter((one) => one.reading.stance === 'support')
  return support.length > 0 && support.every((one) => one.reading.isConditional && !isFirm(one))
}

/** Mixed only on explicit evidence: a part accepted, a bare condition, or two strong sides in contrast. */
function mixes(used: readonly JudgedClaim[], stance: Stance, sums: Record<Stance, number>): boolean {
  const other = stance === 'support' ? sums.oppose : sums.support
  if (other > MIXED_SHARE * sums[stance] && used.some((one) => one.reading.hasContrast)) return true
  if (stance === 'support' && onlyConditional(used)) return true
  if (sums.oppose > 0.5 && used.some((one) => one.reading.stance === 'support' && one.claim.about.limited.length > 0))
    return true
  return used.some((one) => one.reading.acceptsPart && (sums.support > 0 || one.reading.plus >= 0.7 || used.length > 1))
}

/** Settles one holder's stance; null where nothing tells enough. */
export function settleStance(judged: readonly JudgedClaim[]): Settled | null {
  const used = preferBody(judged)
  const sums: Record<Stance, number> = {
    support: sumOf(used, 'support'),
    oppose: sumOf(used, 'oppose'),
    mixed: sumOf(used, 'mixed'),
  }
  let stance: Stance = 'support'
  if (sums.oppose > sums.support) stance = 'oppose'
  if (sums.mixed > sums[stance]) stance = 'mixed'
  const score = sums[stance]
  const hasPart = used.some((one) => one.reading.acceptsPart && one.claim.about.level >= 1)
  if (score <= 0.2 && hasPart && sums.oppose < 0.5) return { stance: 'mixed', score: LEAST_SCORE, used }
  if (score > 0.2 && stance !== 'mixed' && mixes(used, stance, sums))
    return { stance: 'mixed', score: Math.max(score, LEAST_SCORE), used }
  return score < LEAST_SCORE ? null : { stance, score, used }
}
