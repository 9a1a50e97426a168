import { describe, expect, it } from 'vitest'
import { weightsModule } from './write-weights.ts'

describe('weightsModule', () => {
  it('names what the trees ask for, and nothing else, and where they come from', () => {
    const text = weightsModule(
      { features: ['unused', 'length', 'links'], base: -0.5, trees: [[2, 0.5, [1, 3, 0.1, 0.2], -0.3]] },
      { pages: 12, hashes: { 'a.gz': 'abc' }, parameters: { seed: 7 } },
    )
    expect(text).toContain('//   a.gz sha256 abc')
    expect(text).toContain('features: ["length","links"],')
    expect(text).toContain('    [1,0.5,[0,3,0.1,0.2],-0.3],')
  })
})
