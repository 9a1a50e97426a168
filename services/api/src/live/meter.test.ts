import { describe, expect, it } from 'vitest'
import { openMeter } from './meter.ts'

describe('a meter', () => {
  it('tells how fast a counter grows once it has two readings', () => {
    const meter = openMeter<'ended'>()
    expect(meter(0, { ended: 100 })).toEqual({ ended: null })
    expect(meter(100, { ended: 101 })).toEqual({ ended: null })
    expect(meter(2_000, { ended: 110 })).toEqual({ ended: 300 })
    expect(meter(2_000, { ended: 110 })).toEqual({ ended: 300 })
  })

  it('forgets what is more than a minute ago', () => {
    const meter = openMeter<'ended'>()
    for (let second = 0; second <= 60; second++) meter(second * 1_000, { ended: 1_000 })
    expect(meter(90_000, { ended: 1_010 })).toEqual({ ended: 10 })
  })

  it('begins anew where the counter did, and where nobody looked for long', () => {
    const meter = openMeter<'ended'>()
    meter(0, { ended: 500 })
    expect(meter(1_000, { ended: 3 })).toEqual({ ended: null })
    expect(meter(2_000, { ended: 4 })).toEqual({ ended: 60 })
    expect(meter(90_000, { ended: 900 })).toEqual({ ended: null })
  })
})
