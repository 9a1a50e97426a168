import { openForest } from '@stancewire/extraction/training'
import { describe, expect, it } from 'vitest'
import { type Examples, growForest, parameters } from './grow-forest.ts'
import { makeRandom } from './random.ts'

const few = { ...parameters, trees: 40, leaves: 4, leafRows: 5 }

/** Points of a square that are 1 where both are above one half. */
function corner(count: number, seed: number): Examples {
  const random = makeRandom(seed)
  const rows = Float64Array.from({ length: 2 * count }, random)
  const labels = Uint8Array.from({ length: count }, (_, at) =>
    Number((rows[2 * at] ?? 0) > 0.5 && (rows[2 * at + 1] ?? 0) > 0.5),
  )
  return { features: ['x', 'y'], rows, labels, weights: new Float64Array(count).fill(1) }
}

describe('growForest', () => {
  it('learns what no single feature tells, and knows it of rows it has not seen', () => {
    const forest = openForest(growForest(corner(2_000, 1), few))
    const unseen = corner(500, 2)
    const right = [...unseen.labels].filter(
      (label, at) => Number(forest.probability(unseen.rows.subarray(2 * at, 2 * at + 2)) > 0.5) === label,
    )
    expect(right.length / 500).toBeGreaterThan(0.95)
  })

  it('grows the same trees from the same examples, and others by another seed', () => {
    const examples = corner(300, 3)
    expect(growForest(examples, few)).toEqual(growForest(examples, few))
    expect(growForest(examples, { ...few, seed: 8 })).not.toEqual(growForest(examples, few))
  })

  it('learns nothing from examples that weigh nothing', () => {
    const examples = corner(400, 4)
    const labels = examples.labels.map((label, at) => (at < 200 ? label : 1 - label))
    const weights = examples.weights.map((_, at) => Number(at < 200))
    const first = {
      ...examples,
      rows: examples.rows.slice(0, 400),
      labels: examples.labels.slice(0, 200),
      weights: weights.slice(0, 200),
    }
    expect(growForest({ ...examples, labels, weights }, few)).toEqual(growForest(first, few))
  })

  it('keeps to the number of leaves, and to their rows', () => {
    const { trees } = growForest(corner(300, 5), few)
    const leaves = (tree: (typeof trees)[number]): number =>
      typeof tree === 'number' ? 1 : leaves(tree[2]) + leaves(tree[3])
    expect(Math.max(...trees.map(leaves))).toBeLessThanOrEqual(4)
    expect(growForest(corner(8, 6), few).trees.every((tree) => typeof tree === 'number')).toBe(true)
  })
})
