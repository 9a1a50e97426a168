import type { Settled } from './settle-stance.ts'

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** How sure a position is, in [0, 1]: hand-weighted from what tells right from wrong readings, not a sum of words. */
export function confidenceOf({ stance, score, used }: Settled): number {
  const agreeing = used.filter((one) => stance === 'mixed' || one.reading.stance === stance)
  const against = used.filter(
    (one) => stance !== 'mixed' && one.reading.stance !== null && one.reading.stance !== stance,
  )
  const best = Math.max(0, ...agreeing.map((one) => one.claim.about.level))
  const isQuoted = agreeing.some((one) => one.claim.isQuoted)
  const isFixed = agreeing.some((one) =>
    one.reading.signals.some((signal) => signal.source === 'fixed' && signal.weight >= 2),
  )
  const isGuess = used.some((one) => one.claim.holder.isGuess)
  const isIndirect = agreeing.every(
    (one) => one.claim.kind === 'noun' || one.claim.kind === 'same' || one.claim.kind === 'continued',
  )
  const weight =
    -1.1 +
    0.75 * best +
    0.5 * Math.min(3, score) +
    (isQuoted ? 0.3 : 0) +
    (isFixed ? 0.4 : 0) +
    0.3 * Math.min(2, Math.max(0, agreeing.length - 1)) -
    0.6 * against.length -
    (isGuess ? 0.9 : 0) -
    (isIndirect ? 0.4 : 0) -
    (stance === 'mixed' ? 0.8 : 0)
  return Math.round(logistic(weight) * 100) / 100
}
