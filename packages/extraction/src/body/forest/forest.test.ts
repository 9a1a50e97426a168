import { describe, expect, it } from 'vitest'
import { openForest } from './forest.ts'
import { weights } from './weights.ts'

const even = (sum: number) => 1 / (1 + Math.exp(-sum))

describe('openForest', () => {
  it('adds up the leaves that a row comes to: up to a threshold to the left, above it to the right', () => {
    const forest = openForest({
      features: ['length', 'links'],
      base: 0.5,
      trees: [[0, 10, -1, [1, 0, 2, -2]], 0.25],
    })
    expect(forest.probability(Float64Array.of(10, 0))).toBe(even(0.5 - 1 + 0.25))
    expect(forest.probability(Float64Array.of(11, 0))).toBe(even(0.5 + 2 + 0.25))
    expect(forest.probability(Float64Array.of(11, 1))).toBe(even(0.5 - 2 + 0.25))
  })

  it('answers one half without trees', () => {
    expect(openForest({ features: [], base: 0, trees: [] }).probability(new Float64Array())).toBe(0.5)
  })
})

describe('the trees that come with the parser', () => {
  it('weigh at most 100 kB', () => {
    expect(JSON.stringify(weights).length).toBeLessThan(100_000)
  })
})
