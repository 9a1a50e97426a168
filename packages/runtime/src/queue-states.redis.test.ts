import { setTimeout as sleep } from 'node:timers/promises'
import { queues } from '@stancewire/contracts'
import { Worker } from 'bullmq'
import { describe, expect, it, vi } from 'vitest'
import { aFind } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { later, PermanentError, stop } from './outcome.ts'
import { readQueueStates } from './queue-states.ts'

describe('readQueueStates', () => {
  it('gives every queue of the line, top to bottom, also where nothing ever was', async () => {
    const states = await readQueueStates(aLine())
    expect(states.map(({ queue }) => queue)).toEqual(Object.values(queues).map(({ name }) => name))
    const nothing = {
      waiting: 0,
      waitingReplays: 0,
      isPaused: false,
      active: 0,
      delayed: 0,
      failed: 0,
      workers: 0,
      oldestWaitingMs: null,
    }
    for (const state of states) expect(state).toMatchObject(nothing)
  })

  it('counts what waits, also in a paused queue, and tells how long the oldest has', async () => {
    const line = aLine()
    await line.add('a')
    await sleep(300)
    await line.add('b')
    await line.queueOf(queues.fetch).pause()
    const [fetch, parse] = await readQueueStates(line)
    expect(fetch).toMatchObject({ waiting: 2, waitingReplays: 0, active: 0, isPaused: true })
    expect(fetch?.oldestWaitingMs).toBeGreaterThanOrEqual(290)
    expect(fetch?.oldestWaitingMs).toBeLessThan(60_000)
    expect(parse).toMatchObject({ waiting: 0, isPaused: false })
  })

  it('tells what waits in the replay lane from what is live', async () => {
    const line = aLine()
    await line.add('a')
    await line.fetch.add(aFind('b', { lane: 'replay' }))
    expect((await readQueueStates(line))[0]).toMatchObject({ waiting: 2, waitingReplays: 1 })
  })

  it('counts what is in hand, put off and failed, and who reads the queue', async () => {
    const line = aLine()
    const inHand = Promise.withResolvers<void>()
    line.runFetch(async ({ url }) => {
      if (url.endsWith('fails')) throw new PermanentError('x')
      if (url.endsWith('later')) return later(600_000, 'not now')
      await inHand.promise
      return stop('gone')
    })
    for (const name of ['fails', 'later', 'a', 'b']) await line.add(name)
    await vi.waitFor(
      async () =>
        expect((await readQueueStates(line))[0]).toMatchObject({
          waiting: 0,
          active: 2,
          delayed: 1,
          failed: 1,
          workers: 1,
          oldestWaitingMs: null,
        }),
      { timeout: 10_000, interval: 20 },
    )
    inHand.resolve()
  })

  it('counts a worker of another line as none of this one', async () => {
    const other = aLine()
    const worker = new Worker('fetch', async () => {}, { connection: other.redis, prefix: other.prefix })
    await worker.waitUntilReady()
    expect((await readQueueStates(aLine()))[0]?.workers).toBe(0)
    await worker.close()
  })
})
