/** As far as it matters, or nowhere. */
export const far = 99

/** Of each block, how many blocks before it the last running text stands. */
export function stepsSince(weights: readonly number[]): number[] {
  let steps = far
  return weights.map((weight) => {
    const found = steps
    steps = weight > 0 ? 1 : Math.min(far, steps + 1)
    return found
  })
}

/** Of each block, how many blocks after it the next running text stands. */
export function stepsUntil(weights: readonly number[]): number[] {
  return stepsSince(weights.toReversed()).toReversed()
}
