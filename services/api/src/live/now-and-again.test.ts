import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { nowAndAgain } from './now-and-again.ts'

describe('what is looked at now and again', () => {
  it('is waited for once, and told as it was last seen after that', async () => {
    let looks = 0
    let nowMs = 0
    const ask = nowAndAgain(async () => ++looks, { everyMs: 10_000, firstWithinMs: 500, now: () => nowMs })
    expect(await ask()).toEqual({ result: 1, isAway: false })
    nowMs = 9_000
    expect(await ask()).toEqual({ result: 1, isAway: false })
    nowMs = 10_001
    expect(await ask()).toEqual({ result: 1, isAway: false })
    await sleep(1)
    expect(await ask()).toEqual({ result: 2, isAway: false })
    expect(looks).toBe(2)
  })

  it('holds up nobody for long, and is told to be away once it is late', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    let lateMs = 0
    const ask = nowAndAgain(() => promise, {
      ...{ everyMs: 10_000, firstWithinMs: 50 },
      now: () => performance.now() + lateMs,
    })
    const beganMs = performance.now()
    expect(await ask()).toEqual({ result: undefined, isAway: false })
    expect(performance.now() - beganMs).toBeLessThan(400)
    lateMs = 6_000
    expect(await ask()).toEqual({ result: undefined, isAway: true })
    resolve('there')
    await promise
    await sleep(1)
    expect(await ask()).toEqual({ result: 'there', isAway: false })
  })

  it('keeps what it found before, where a look fails, and looks again soon', async () => {
    let nowMs = 0
    let isBroken = false
    const look = async () => {
      if (isBroken) throw new Error('away')
      return 'found'
    }
    const ask = nowAndAgain(look, { everyMs: 10_000, firstWithinMs: 500, now: () => nowMs })
    await ask()
    isBroken = true
    nowMs = 10_001
    await ask()
    await sleep(1)
    expect(await ask()).toEqual({ result: 'found', isAway: true })
    isBroken = false
    nowMs = 11_002
    await ask()
    await sleep(1)
    expect(await ask()).toEqual({ result: 'found', isAway: false })
  })

  it.each([
    [4_000, 4_000],
    [60_000, 10_000],
  ])('is looked at again soon after a look that failed after %j ms', async (tookMs, againMs) => {
    let nowMs = 0
    let looks = 0
    const look = async () => {
      looks++
      nowMs += tookMs
      throw new Error('away')
    }
    const ask = nowAndAgain(look, { everyMs: 10_000, firstWithinMs: 500, now: () => nowMs })
    await ask()
    await sleep(1)
    nowMs = tookMs + againMs - 1
    await ask()
    expect(looks).toBe(1)
    nowMs = tookMs + againMs
    await ask()
    expect(looks).toBe(2)
  })

  it('takes a twentieth of the time at most where looking is slow', async () => {
    let nowMs = 0
    let looks = 0
    const look = async () => {
      looks++
      nowMs += 2_000
    }
    const ask = nowAndAgain(look, { everyMs: 10_000, firstWithinMs: 500, now: () => nowMs })
    await ask()
    await sleep(1)
    nowMs = 41_999
    await ask()
    expect(looks).toBe(1)
    nowMs = 42_000
    await ask()
    expect(looks).toBe(2)
  })
})
