import { setTimeout as sleep } from 'node:timers/promises'
import { queues } from '@stancewire/contracts'
import { describe, expect, it, vi } from 'vitest'
import { aLine } from '../test/test-stage.ts'
import { stop } from './outcome.ts'
import { followPause, isQueuePaused, resumeQueue, type StagePauses } from './pauses.ts'

const eventually = (claim: () => void | Promise<void>) => vi.waitFor(claim, { timeout: 10_000, interval: 20 })

/** What is kept of the pause of FETCH, as a test sets it. */
function aPause() {
  let standing: Awaited<ReturnType<StagePauses['standing']>> = { is: 'none' }
  const forgotten: string[] = []
  const pauses: StagePauses = { standing: async (stage) => (stage === 'fetch' ? standing : { is: 'none' }) }
  const forget = async () => {
    forgotten.push('fetch')
    standing = { is: 'none' }
  }
  return {
    pauses,
    forgotten,
    pause() {
      standing = { is: 'paused' }
    },
    end(overMs = 0) {
      standing = { is: 'over', overMs, forget }
    },
  }
}

/** A line whose FETCH follows a pause, and the names of what was fetched. */
function aPausedLine() {
  const { pauses, ...pause } = aPause()
  const line = aLine({ pauses })
  const done: string[] = []
  const work = () =>
    line.runFetch(async ({ url }) => {
      done.push(url.slice(-1))
      return stop('gone')
    })
  const queue = line.queueOf(queues.fetch)
  return { ...line, ...pause, pauses, done, work, queue, follow: () => followPause('fetch', { ...line, pauses }) }
}

describe('a paused stage', () => {
  it('does nothing, finishes what is in hand, and loses nothing', async () => {
    const { pause, end, follow, add, runFetch, state, announcer, queue } = aPausedLine()
    const inHand = Promise.withResolvers<void>()
    const begun: string[] = []
    runFetch(async ({ url }) => {
      begun.push(url.slice(-1))
      if (url.endsWith('a')) await inHand.promise
      return stop('gone')
    })
    await add('a')
    await eventually(() => expect(begun).toEqual(['a']))
    pause()
    await follow()
    for (const name of ['b', 'c', 'd']) await add(name)
    await sleep(500)
    expect(begun).toEqual(['a'])
    inHand.resolve()
    await eventually(async () => expect(await state('a')).toBe('completed'))
    await sleep(300)
    expect(begun).toEqual(['a'])
    expect(await queue.getJobCountByTypes('wait')).toBe(3)
    end()
    await follow()
    await eventually(() => expect(announcer.ends).toHaveLength(4))
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
  })

  it('holds for the next worker too, until the pause is over: it sets the queue going by itself', async () => {
    const { pause, end, follow, add, work, done } = aPausedLine()
    pause()
    await follow()
    await add('a')
    const first = work()
    await sleep(1_500)
    await first[Symbol.asyncDispose]()
    expect(done).toEqual([])
    end()
    work()
    await eventually(() => expect(done).toEqual(['a']))
  })

  it('is paused by its workers where whoever paused it died before the queue was', async () => {
    const { pause, add, work, done, queue } = aPausedLine()
    work()
    pause()
    await eventually(async () => expect(await queue.isPaused()).toBe(true))
    await add('a')
    await sleep(1_500)
    expect(done).toEqual([])
  })

  it('is paused again where something else set its queue going', async () => {
    const { pause, follow, work, queue } = aPausedLine()
    pause()
    await follow()
    work()
    await queue.resume()
    await eventually(async () => expect(await queue.isPaused()).toBe(true))
  })

  it('does not hold up other stages', async () => {
    const { pause, follow, queueOf } = aPausedLine()
    pause()
    await follow()
    expect(await queueOf(queues.parse).isPaused()).toBe(false)
  })
})

describe('a queue that somebody else paused', () => {
  it('stays so, and is left alone by every worker', async () => {
    const { add, work, done, queue } = aPausedLine()
    await queue.pause()
    work()
    await add('a')
    await sleep(2_500)
    expect(await queue.isPaused()).toBe(true)
    expect(done).toEqual([])
  })

  it('goes on where it is asked for', async () => {
    const line = aPausedLine()
    await line.queue.pause()
    expect(await isQueuePaused('fetch', line)).toBe(true)
    expect(await isQueuePaused('parse', line)).toBe(false)
    await resumeQueue('fetch', line)
    expect(await isQueuePaused('fetch', line)).toBe(false)
  })
})

describe('a pause that is over', () => {
  it('is forgotten only when nobody can be about to pause for its sake', async () => {
    const { end, follow, forgotten, queue } = aPausedLine()
    await queue.pause()
    end(59_000)
    await follow()
    expect(forgotten).toEqual([])
    expect(await queue.isPaused()).toBe(false)
    end(60_000)
    await follow()
    expect(forgotten).toEqual(['fetch'])
  })

  it('wins against one that paused for what it read before', async () => {
    const { pauses, queue, ...line } = aPausedLine()
    let looks = 0
    // Between its first look and its pause, somebody resumed, and went.
    const late: StagePauses = {
      standing: async () => (looks++ === 0 ? { is: 'paused' } : { is: 'over', overMs: 5, forget: async () => {} }),
    }
    await followPause('fetch', { ...line, pauses: late })
    expect(await queue.isPaused()).toBe(false)
  })

  it('wins also where it was forgotten meanwhile', async () => {
    const { pauses, queue, ...line } = aPausedLine()
    let looks = 0
    const late: StagePauses = { standing: async () => ({ is: looks++ === 0 ? 'paused' : 'none' }) }
    await followPause('fetch', { ...line, pauses: late })
    expect(await queue.isPaused()).toBe(false)
  })
})
