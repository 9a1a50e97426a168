import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openSampler } from './sampler.ts'

/** A sampler whose looks are counted. */
function aSampler({ everyMs = 40, tookMs = 1 } = {}) {
  let looks = 0
  let isAway = false
  const failures: unknown[] = []
  const look = async () => {
    const mine = ++looks
    await sleep(tookMs)
    if (isAway) throw new Error('nothing to see')
    return mine
  }
  const sampler = openSampler(look, { everyMs, onFailure: (error) => failures.push(error) })
  const be = (away: boolean) => {
    isAway = away
  }
  return { sampler, failures, looks: () => looks, be }
}

describe('a sampler', () => {
  it('does not look while nobody follows', async () => {
    const { looks, sampler } = aSampler()
    await sleep(120)
    expect(looks()).toBe(0)
    sampler.follow(() => {})[Symbol.dispose]()
    await sleep(200)
    expect(looks()).toBeLessThanOrEqual(1)
  })

  it('looks as often for twenty as for one', async () => {
    const { looks, sampler } = aSampler()
    const told = Array.from({ length: 20 }, () => [] as number[])
    const following = told.map((seen) => sampler.follow((sample) => seen.push(sample)))
    await sleep(450)
    for (const each of following) each[Symbol.dispose]()
    expect(looks()).toBeGreaterThan(4)
    expect(looks()).toBeLessThanOrEqual(12)
    for (const seen of told) expect(seen.length).toBeGreaterThanOrEqual(looks() - 2)
    const after = looks()
    await sleep(150)
    expect(looks()).toBeLessThanOrEqual(after + 1)
  })

  it('is asked once by many at the same moment, and is taken for a while', async () => {
    const { looks, sampler } = aSampler({ everyMs: 1_000 })
    expect(await Promise.all(Array.from({ length: 30 }, () => sampler.now()))).toEqual(Array(30).fill(1))
    expect(await sampler.now()).toBe(1)
    expect(looks()).toBe(1)
  })

  it('tells whoever comes at once what was seen last', async () => {
    const { sampler } = aSampler({ everyMs: 5_000 })
    using _first = sampler.follow(() => {})
    await sleep(30)
    const seen: number[] = []
    using _second = sampler.follow((sample) => seen.push(sample))
    await sleep(30)
    expect(seen).toEqual([1])
  })

  it('goes on after a look that failed', async () => {
    const { sampler, failures, be } = aSampler({ everyMs: 120 })
    const seen: number[] = []
    be(true)
    using _following = sampler.follow((sample) => seen.push(sample))
    await expect.poll(() => failures.length).toBeGreaterThan(0)
    expect(seen).toEqual([])
    be(false)
    await expect.poll(() => seen.length).toBeGreaterThan(0)
  })
})
