import { setTimeout as sleep } from 'node:timers/promises'
import { jobId, queues } from '@stancewire/contracts'
import { describe, expect, it, vi } from 'vitest'
import { aFind, anAnnouncement, aPage, urlIdOf } from '../test/messages.ts'
import { aLine, quickFetch } from '../test/test-stage.ts'
import { end, later, PermanentError, pass, stop } from './outcome.ts'
import { runStage } from './run-stage.ts'

const eventually = (claim: () => void | Promise<void>) => vi.waitFor(claim, { timeout: 10_000, interval: 10 })

/** The way of a run that this stage was the first to have in hand. */
const through = (stage: string, tries = 1) => ({
  ...{ discoveredAt: aFind('a').discoveredAt, sourceId: aFind('a').sourceId },
  steps: [expect.objectContaining({ stage, tries })],
})

describe('what a handler answers', () => {
  it('pass: announces, then writes the next queue, and ends nothing', async () => {
    const { announcer, add, runFetch, queueOf, state } = aLine()
    runFetch(async () => pass(aPage('a'), [anAnnouncement('a')]))
    await add('a')
    await eventually(async () => expect(await state('a')).toBe('completed'))
    expect((await queueOf(queues.parse).getJobs(['wait'])).map(({ data }) => data)).toEqual([
      { ...aPage('a'), trace: expect.stringMatching(/^\d+,[^;]*;fetch,\d+,\d+,\d+,1$/) },
    ])
    expect(announcer.sides).toEqual([anAnnouncement('a')])
    expect(announcer.ends).toEqual([])
  })

  it('stop: ends the run with its reason', async () => {
    const { announcer, add, runFetch, queueOf, state } = aLine()
    runFetch(async () => stop('gone', 'status 410'))
    await add('a')
    await eventually(async () => expect(await state('a')).toBe('completed'))
    const data = { urlId: urlIdOf('a'), run: 1, url: 'https://news.example/a', stage: 'fetch', trace: through('fetch') }
    expect(announcer.ends).toEqual([{ type: 'url.stopped', data: { ...data, reason: 'gone', detail: 'status 410' } }])
    expect(await queueOf(queues.parse).count()).toBe(0)
  })

  it('end: announces, and ends the run with its own event', async () => {
    const { announcer, add, open, stageOptions, state } = aLine()
    const own = {
      type: 'url.stopped',
      data: { urlId: urlIdOf('a'), run: 1, url: '', stage: 'classify-stance', reason: 'unchanged', detail: null },
    } as const
    open.use(
      runStage({ from: quickFetch, to: null, handle: async () => end(own, [anAnnouncement('a')]) }, stageOptions),
    )
    await add('a')
    await eventually(async () => expect(await state('a')).toBe('completed'))
    expect(announcer.ends).toEqual([{ ...own, data: { ...own.data, trace: through('fetch') } }])
    expect(announcer.sides).toEqual([anAnnouncement('a')])
  })

  it('later: comes back, which costs no attempt', async () => {
    const { announcer, add, runFetch, state } = aLine()
    const attempts: number[] = []
    runFetch(async (_, { attempt }) => {
      attempts.push(attempt)
      return attempts.length < 8 ? later(1, 'not now') : stop('gone')
    })
    await add('a')
    await eventually(async () => expect(await state('a')).toBe('completed'))
    expect(attempts).toEqual(Array.from({ length: 8 }, () => 1))
    expect(announcer.ends).toHaveLength(1)
  })

  it('later, for ever: fails after fifty times', async () => {
    const { announcer, add, runFetch } = aLine()
    const handle = vi.fn(async () => later(1, 'never'))
    runFetch(handle)
    await add('a')
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(handle).toHaveBeenCalledTimes(51)
    expect(announcer.ends[0]).toMatchObject({
      type: 'url.failed',
      data: {
        cause: 'error',
        attempts: 1,
        error: { name: 'PermanentError', message: 'put off 51 times, at most 50 are allowed' },
      },
    })
  })

  it('later, of a job that was put off for other reasons: is counted from one', async () => {
    const { add, runFetch, redis, queueOf, state } = aLine()
    await add('a')
    // As many starts has a message that waited for a newer worker through an upgrade.
    await redis.hset(queueOf(queues.fetch).toKey(jobId('fetch', { urlId: urlIdOf('a'), run: 1 })), 'ats', 60)
    const outcomes = [later(1, 'busy'), stop('gone')] as const
    let asked = 0
    runFetch(async () => outcomes[asked++] ?? stop('gone'))
    await eventually(async () => expect(await state('a')).toBe('completed'))
    expect(asked).toBe(2)
  })

  it('a throw: tries again, then fails once', async () => {
    const told: unknown[] = []
    const onFailed = async (ref: unknown) => void told.push(ref)
    const { announcer, add, runFetch, state } = aLine({ onFailed })
    const attempts: number[] = []
    runFetch(async (_, { attempt }) => {
      attempts.push(attempt)
      throw new TypeError(`at try ${attempt}`)
    })
    await add('a')
    await eventually(() => expect(told).toEqual([{ urlId: urlIdOf('a'), run: 1 }]))
    expect(await state('a')).toBe('failed')
    expect(attempts).toEqual([1, 2, 3])
    expect(announcer.asked).toEqual([
      {
        type: 'url.failed',
        data: {
          urlId: urlIdOf('a'),
          run: 1,
          url: 'https://news.example/a',
          trace: through('fetch', 3),
          stage: 'fetch',
          attempts: 3,
          cause: 'error',
          error: { name: 'TypeError', message: 'at try 3' },
        },
      },
    ])
  })

  it('a throw of a class of its own: is named as that class names it', async () => {
    class NoAnswerError extends Error {
      override readonly name = 'NoAnswerError'
    }
    const { announcer, add, runFetch } = aLine()
    runFetch(async () => {
      throw new NoAnswerError('nobody there')
    })
    await add('a')
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(announcer.ends[0]?.data).toMatchObject({ error: { name: 'NoAnswerError', message: 'nobody there' } })
  })

  it('nothing, of a job whose process died too often after it had ended its run: completes', async () => {
    const { announcer, add, redis, prefix, runFetch, queueOf, state } = aLine()
    const ref = { urlId: urlIdOf('a'), run: 1 }
    const id = jobId('fetch', ref)
    const ended = { ...ref, url: '', stage: 'fetch', reason: 'gone', detail: null } as const
    await announcer.end({ type: 'url.stopped', data: ended })
    await add('a')
    await redis.hset(queueOf(queues.fetch).toKey(id), 'stc', 3)
    await redis.hset(`${prefix}:started-alone:fetch`, id, 2)
    runFetch(async () => stop('refused'))
    await eventually(async () => expect(await state('a')).toBe('completed'))
    expect(announcer.asked).toHaveLength(1)
  })

  it('a throw, and then an answer: ends as if nothing had been', async () => {
    const { announcer, add, runFetch, state } = aLine()
    runFetch(async (_, { attempt }) => {
      if (attempt === 1) throw new Error('once')
      return stop('gone')
    })
    await add('a')
    await eventually(async () => expect(await state('a')).toBe('completed'))
    expect(announcer.ends.map(({ type }) => type)).toEqual(['url.stopped'])
  })

  it('a permanent error: fails at the first try', async () => {
    const { announcer, add, runFetch } = aLine()
    const handle = vi.fn(async () => {
      throw new PermanentError('can never work')
    })
    runFetch(handle)
    await add('a')
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(handle).toHaveBeenCalledTimes(1)
    expect(announcer.ends[0]?.data).toMatchObject({
      attempts: 1,
      cause: 'error',
      error: { name: 'PermanentError', message: 'can never work' },
    })
  })

  it.each([
    ['a text', 'out of order'],
    ['nothing', undefined],
    ['null', null],
  ])('a throw of %s, which is no error: is tried again and fails all the same', async (_, thrown) => {
    const { announcer, add, runFetch } = aLine()
    const handle = vi.fn(() => Promise.reject(thrown))
    runFetch(handle)
    await add('a')
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(handle).toHaveBeenCalledTimes(3)
    expect(announcer.ends[0]?.data).toMatchObject({ attempts: 3, error: { message: String(thrown) } })
  })

  it('an output that breaks its contract: fails, and nothing reaches the next queue', async () => {
    const { announcer, add, runFetch, queueOf } = aLine()
    runFetch(async () => pass({ ...aPage('a'), finalUrl: '' }))
    await add('a')
    await eventually(() => expect(announcer.ends.map(({ type }) => type)).toEqual(['url.failed']))
    expect(await queueOf(queues.parse).count()).toBe(0)
  })
})

describe('a job', () => {
  it('that takes too long is told so, and is tried again', async () => {
    const { announcer, add, runFetch } = aLine()
    const reasons: unknown[] = []
    runFetch(
      async (_, { signal }) => {
        signal.addEventListener('abort', () => reasons.push(signal.reason))
        await sleep(60_000, undefined, { signal, ref: false })
        return stop('gone')
      },
      { ...quickFetch, timeoutMs: 30 },
    )
    await add('a')
    await eventually(() => expect(announcer.ends).toHaveLength(1))
    expect(announcer.ends[0]?.data).toMatchObject({ attempts: 3, error: { message: 'took longer than 30 ms' } })
    expect(reasons).toHaveLength(3)
  })

  it('that is added twice runs once', async () => {
    const { add, runFetch, state } = aLine()
    const handle = vi.fn(async () => stop('gone'))
    await Promise.all([add('a'), add('a')])
    runFetch(handle)
    await eventually(async () => expect(await state('a')).toBe('completed'))
    await add('a')
    await sleep(50)
    expect(handle).toHaveBeenCalledTimes(1)
  })

  it('that runs twice publishes once: its end, its announcement, its next job', async () => {
    const { announcer, add, runFetch, fetch, queueOf, state } = aLine()
    const handle = vi.fn(async () => pass(aPage('a'), [anAnnouncement('a')]))
    runFetch(handle)
    for (const times of [1, 2]) {
      await add('a')
      await eventually(() => expect(handle).toHaveBeenCalledTimes(times))
      await eventually(async () => expect(await state('a')).toBe('completed'))
      await fetch.forget({ urlId: urlIdOf('a'), run: 1 })
    }
    expect(await queueOf(queues.parse).count()).toBe(1)
    expect(announcer.sides).toHaveLength(1)
  })

  it('that published its end and died before it completed ends no second time', async () => {
    const { announcer, add, runFetch, fetch, state } = aLine()
    const handle = vi.fn(async () => stop('gone'))
    runFetch(handle)
    await add('a')
    await eventually(async () => expect(await state('a')).toBe('completed'))
    await fetch.forget({ urlId: urlIdOf('a'), run: 1 })
    await add('a')
    await eventually(() => expect(announcer.asked).toHaveLength(2))
    expect(announcer.ends).toHaveLength(1)
  })

  it('is tried again where its end could not be published', async () => {
    const { announcer, add, runFetch, state } = aLine()
    const publish = vi.spyOn(announcer, 'end').mockRejectedValueOnce(new Error('full'))
    runFetch(async () => stop('gone'))
    await add('a')
    await eventually(async () => expect(await state('a')).toBe('completed'))
    expect(publish).toHaveBeenCalledTimes(2)
    expect(announcer.ends.map(({ type }) => type)).toEqual(['url.stopped'])
  })
})
