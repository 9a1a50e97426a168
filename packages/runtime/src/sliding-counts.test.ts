import { describe, expect, it } from 'vitest'
import { openSlidingCounts } from './sliding-counts.ts'

describe('sliding counts', () => {
  it('tell of a steady pace what it is, at whatever instant they are asked', () => {
    const counts = openSlidingCounts(1, { slotMs: 1_000, slots: 60 })
    for (let ms = 0; ms < 300_000; ms += 500) {
      counts.add(0, ms)
      if (ms > 61_000) expect(counts.sums(ms)).toEqual([120])
    }
  })

  it('keep kinds apart, and forget what lies behind', () => {
    const counts = openSlidingCounts(2, { slotMs: 1_000, slots: 60 })
    counts.add(0, 0)
    counts.add(1, 500)
    counts.add(1, 30_000)
    expect(counts.sums(31_000)).toEqual([1, 2])
    expect(counts.sums(60_500)).toEqual([1, 2])
    expect(counts.sums(61_000)).toEqual([0, 1])
    expect(counts.sums(91_000)).toEqual([0, 0])
    counts.add(0, 10_000_000)
    expect(counts.sums(10_001_000)).toEqual([1, 0])
  })
})
