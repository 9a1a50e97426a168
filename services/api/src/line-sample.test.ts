import { describe, expect, it } from 'vitest'
import { heldForASecond } from './line-sample.ts'

/** Looks that are counted, take so long by a clock of their own, and fail where told to. */
function aLine({ tookMs = 5 } = {}) {
  let nowMs = 0
  let looks = 0
  let isAway = false
  const look = async () => {
    looks++
    nowMs += tookMs
    if (isAway) throw new Error('Redis does not answer')
    return looks
  }
  return {
    ask: heldForASecond(look, () => nowMs),
    looks: () => looks,
    pass: (ms: number) => {
      nowMs += ms
    },
    be(away: boolean) {
      isAway = away
    },
  }
}

describe('what many ask at once', () => {
  it('is looked at once in a second, however many ask', async () => {
    const { ask, looks, pass } = aLine()
    expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array.from({ length: 20 }, () => 1))
    pass(900)
    expect(await ask()).toBe(1)
    pass(200)
    expect(await ask()).toBe(2)
    expect(looks()).toBe(2)
  })

  it('is looked at less often where looking takes long', async () => {
    const { ask, pass } = aLine({ tookMs: 500 })
    await ask()
    pass(4_400)
    expect(await ask()).toBe(1)
    pass(200)
    expect(await ask()).toBe(2)
  })

  it('is looked at again at once where a look failed', async () => {
    const { ask, be } = aLine()
    be(true)
    await expect(ask()).rejects.toThrow('Redis')
    be(false)
    expect(await ask()).toBe(2)
  })
})
