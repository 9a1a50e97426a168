import { setTimeout as sleep } from 'node:timers/promises'
import { jobId } from '@stancewire/contracts'
import { describe, expect, it, vi } from 'vitest'
import { aFind, urlIdOf } from '../test/messages.ts'
import { aLine, quickFetch } from '../test/test-stage.ts'
import { stop } from './outcome.ts'

const eventually = (claim: () => void | Promise<void>) => vi.waitFor(claim, { timeout: 10_000, interval: 10 })

describe('closing', () => {
  it('lets jobs in hand finish, takes no further ones, and is over soon', async () => {
    const { announcer, fetch, runFetch } = aLine({ concurrency: 2 })
    await fetch.addAll(['a', 'b', 'c', 'd'].map((name) => aFind(name)))
    const started: string[] = []
    const stage = runFetch(async ({ url }) => {
      started.push(url)
      await sleep(300)
      return stop('gone')
    })
    await eventually(() => expect(started).toHaveLength(2))
    const beganAtMs = performance.now()
    await stage[Symbol.asyncDispose]()
    expect(performance.now() - beganAtMs).toBeLessThan(1_900)
    expect(announcer.ends).toHaveLength(2)
    await sleep(100)
    expect(started).toHaveLength(2)
    expect(await fetch.standing({ urlId: urlIdOf('d'), run: 1 })).toBe('pending')
  })

  it('leaves jobs in hand to another worker after the grace: their locks run out', async () => {
    const { add, runFetch, announcer, state, redis, prefix } = aLine({ shutdownGraceMs: 100 })
    await add('a')
    const forEver = vi.fn(() => new Promise<never>(() => {}))
    const stage = runFetch(forEver, { ...quickFetch, timeoutMs: 600_000 })
    await eventually(() => expect(forEver).toHaveBeenCalled())
    const closed = await Promise.race([stage[Symbol.asyncDispose]().then(() => 'closed'), sleep(2_000, 'hangs')])
    expect(closed).toBe('closed')
    const lock = `${prefix}:fetch:${jobId('fetch', { urlId: urlIdOf('a'), run: 1 })}:lock`
    // A lock that is still held is renewed when half of its 5 s are left.
    await eventually(async () => expect(await redis.pttl(lock)).toBeLessThan(2_300))
    expect(await state('a')).toBe('active')
    expect(announcer.ends).toEqual([])
  })
})
