import { jobId, queues } from '@stancewire/contracts'
import { describe, expect, it, vi } from 'vitest'
import { aFind, aPage, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { pass, stop } from './outcome.ts'

const eventually = (claim: () => void | Promise<void>) => vi.waitFor(claim, { timeout: 10_000, interval: 10 })

describe('the lane of a message', () => {
  it('is that of the message before it, and its job lets live ones go first', async () => {
    const { queueOf, runFetch } = aLine()
    const parse = queueOf(queues.parse)
    runFetch(async ({ url }) => pass(aPage(url.endsWith('a') ? 'a' : 'b')))
    for (const message of [{ ...aFind('a'), lane: 'replay' as const }, aFind('b')])
      await queueOf(queues.fetch).add('fetch', message, { jobId: jobId('fetch', message) })
    await eventually(async () => expect(await parse.getJobCountByTypes('wait', 'prioritized')).toBe(2))
    expect((await parse.getJobs(['prioritized'])).map(({ data }) => data)).toMatchObject([
      { ...aPage('a'), lane: 'replay' },
    ])
    expect((await parse.getJobs(['wait'])).map(({ data }) => data)).toEqual([
      expect.not.objectContaining({ lane: 'replay' }),
    ])
  })
})

describe('a message that this version cannot read', () => {
  it.each([
    ['of a version that never was', { ...aFind('a'), v: 0 }],
    ['with a field missing', { v: 1, urlId: urlIdOf('a'), run: 1 }],
    ['that names no run but in its id', { hello: 'world' }],
  ])('%s is kept, and its run fails at once', async (_, data) => {
    const { announcer, queueOf, runFetch } = aLine()
    const handle = vi.fn(async () => stop('gone'))
    runFetch(handle)
    const queue = queueOf(queues.fetch)
    const ref = { urlId: urlIdOf('a'), run: 1 }
    await queue.add('fetch', data, { jobId: jobId('fetch', ref), attempts: 3 })
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(announcer.ends[0]).toMatchObject({
      type: 'url.failed',
      data: { ...ref, cause: 'invalid-message', attempts: 1, error: { name: 'InvalidMessageError' } },
    })
    expect((await queue.getFailed())[0]?.data).toEqual(data)
    expect(handle).not.toHaveBeenCalled()
  })

  it('of a newer version is left for a newer worker', async () => {
    const { announcer, queueOf, runFetch, state } = aLine({ newerAgainMs: 20 })
    const handle = vi.fn(async () => stop('gone'))
    runFetch(handle)
    const ref = { urlId: urlIdOf('a'), run: 1 }
    const job = await queueOf(queues.fetch).add('fetch', { ...aFind('a'), v: 2 }, { jobId: jobId('fetch', ref) })
    await eventually(async () =>
      expect((await queueOf(queues.fetch).getJob(jobId('fetch', ref)))?.attemptsStarted).toBeGreaterThan(2),
    )
    // As a worker that knows this version would read it.
    await eventually(async () => {
      await job.updateData(aFind('a'))
      expect(await state('a')).toBe('completed')
    })
    expect(handle).toHaveBeenCalledTimes(1)
    expect(announcer.ends.map(({ type }) => type)).toEqual(['url.stopped'])
  })

  it('of a newer version waits for as long as a worker that reads it is there', async () => {
    const { announcer, queueOf, runFetch, redis, prefix } = aLine({ newerAgainMs: 5 })
    runFetch(async () => stop('gone'))
    await redis.set(`${prefix}:reads:fetch:99`, '1', 'EX', 60)
    const ref = { urlId: urlIdOf('a'), run: 1 }
    await queueOf(queues.fetch).add('fetch', { ...aFind('a'), v: 99 }, { jobId: jobId('fetch', ref) })
    const starts = async () => (await queueOf(queues.fetch).getJob(jobId('fetch', ref)))?.attemptsStarted
    await eventually(async () => expect(await starts()).toBeGreaterThan(25))
    expect(announcer.ends).toEqual([])
  })

  it('of a newer version is kept, and its run fails, where no newer worker comes', async () => {
    const { announcer, queueOf, runFetch } = aLine({ newerAgainMs: 5 })
    runFetch(async () => stop('gone'))
    const ref = { urlId: urlIdOf('a'), run: 1 }
    await queueOf(queues.fetch).add('fetch', { ...aFind('a'), v: 99 }, { jobId: jobId('fetch', ref) })
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(announcer.ends[0]).toMatchObject({ type: 'url.failed', data: { ...ref, cause: 'invalid-message' } })
    expect((await queueOf(queues.fetch).getFailed())[0]?.data).toEqual({ ...aFind('a'), v: 99 })
  })

  it('that names no run at all is kept, and the others go on', async () => {
    const { announcer, queueOf, runFetch, add } = aLine()
    runFetch(async () => stop('gone'))
    const queue = queueOf(queues.fetch)
    await queue.add('fetch', [1, 2], { jobId: 'foreign' })
    await add('b')
    await eventually(async () => expect(await queue.getFailedCount()).toBe(1))
    await eventually(() => expect(announcer.ends.map(({ type }) => type)).toEqual(['url.stopped']))
  })
})
