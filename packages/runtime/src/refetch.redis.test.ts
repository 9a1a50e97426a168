import { setTimeout as sleep } from 'node:timers/promises'
import { jobId, queues } from '@stancewire/contracts'
import { describe, expect, it, vi } from 'vitest'
import { aPage, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { openPublisher } from './bull.ts'
import { MissingBodyError, pass, stop } from './outcome.ts'
import { openRefetch } from './refetch.ts'
import { runStage } from './run-stage.ts'

const ref = { urlId: urlIdOf('a'), run: 1 }
const eventually = (claim: () => void | Promise<void>) => vi.waitFor(claim, { timeout: 10_000, interval: 10 })

describe('a missing body', () => {
  it('sends its run back to FETCH, and the run still ends', async () => {
    const { open, stageOptions, runFetch, add, announcer, queueOf } = aLine()
    const fetched = vi.fn(async () => pass(aPage('a')))
    let isThere = false
    const handle = vi.fn(async () => {
      if (!isThere) throw new MissingBodyError('dropped')
      return stop('off-topic')
    })
    runFetch(async () => {
      const outcome = await fetched()
      // Only the second fetch writes what the first one lost.
      isThere = fetched.mock.calls.length > 1
      return outcome
    })
    open.use(runStage({ from: queues.parse, to: queues.deduplicate, handle }, stageOptions))
    await add('a')
    await eventually(async () => {
      // It looks again in a while: here at once.
      for (const job of await queueOf(queues.parse).getDelayed()) await job.promote()
      expect(fetched).toHaveBeenCalledTimes(2)
    })
    await eventually(() => expect(announcer.ends.map(({ type }) => type)).toEqual(['url.stopped']))
    expect(fetched).toHaveBeenCalledTimes(2)
    expect(handle.mock.calls.length).toBeGreaterThan(1)
  })

  it('of a run that has ended completes its job without a word', async () => {
    const { open, stageOptions, announcer, queueOf } = aLine()
    await announcer.end({
      type: 'url.stopped',
      data: { ...ref, url: '', stage: 'parse', reason: 'off-topic', detail: null },
    })
    const parse = open.use(openPublisher(queues.parse, stageOptions))
    const handle = async () => Promise.reject(new MissingBodyError('dropped on purpose'))
    await parse.add(aPage('a'))
    open.use(runStage({ from: queues.parse, to: queues.deduplicate, handle }, stageOptions))
    const queue = queueOf(queues.parse)
    await eventually(async () => expect(await queue.getJobState(jobId('parse', ref))).toBe('completed'))
    expect(await queueOf(queues.fetch).count()).toBe(0)
    expect(announcer.asked).toHaveLength(1)
  })

  it('of an earlier run does not fetch the later one', async () => {
    const { open, stageOptions, queueOf } = aLine()
    const refetch = open.use(openRefetch(stageOptions, stageOptions.runs))
    expect(await refetch('parse', { ...ref, run: 7 })).toBe('ended')
    expect(await queueOf(queues.fetch).count()).toBe(0)
  })

  it('of a run whose first message is gone fails it at once: nothing could fetch it', async () => {
    const { open, stageOptions, announcer } = aLine()
    const parse = open.use(openPublisher(queues.parse, stageOptions))
    await parse.add(aPage('unknown'))
    const handle = async () => Promise.reject(new MissingBodyError('lost'))
    open.use(runStage({ from: queues.parse, to: queues.deduplicate, handle }, stageOptions))
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(announcer.ends[0]?.data).toMatchObject({ urlId: urlIdOf('unknown'), attempts: 1, cause: 'error' })
  })

  it('that many ask for is fetched once', async () => {
    const { open, stageOptions, queueOf } = aLine()
    const refetch = open.use(openRefetch(stageOptions, stageOptions.runs))
    const answers = await Promise.all(Array.from({ length: 10 }, () => refetch('deduplicate', ref)))
    expect(answers.every((answer) => answer !== 'ended' && answer.is === 'later')).toBe(true)
    await sleep(20)
    expect(await queueOf(queues.fetch).count()).toBe(1)
  })
})
