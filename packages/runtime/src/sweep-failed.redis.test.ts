import { jobId, queues, type TerminalEvent } from '@stancewire/contracts'
import { UnrecoverableError, Worker } from 'bullmq'
import { describe, expect, it, vi } from 'vitest'
import { aFind, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { PermanentError, stop } from './outcome.ts'

const eventually = (claim: () => void | Promise<void>) => vi.waitFor(claim, { timeout: 12_000, interval: 10 })
const runs = (events: readonly TerminalEvent[]) => events.map(({ data }) => data.urlId).sort()

/** Fails all that wait in FETCH, with nobody who listens. */
async function failUnheard({ redis, prefix, queueOf }: ReturnType<typeof aLine>, count: number) {
  const worker = new Worker(
    'fetch',
    async (job) => {
      const { url } = job.data as { url?: string }
      if (url === undefined) {
        const error = new UnrecoverableError('breaks its contract')
        error.stack = 'InvalidMessageError: breaks its contract'
        throw error
      }
      throw new RangeError('unheard')
    },
    { connection: redis, prefix, concurrency: 50 },
  )
  await eventually(async () => expect(await queueOf(queues.fetch).getFailedCount()).toBe(count))
  await worker.close()
}

describe('the sweep', () => {
  it('publishes the end of a run whose listener died, once', async () => {
    const line = aLine()
    await line.add('a')
    await failUnheard(line, 1)
    line.runFetch(async () => stop('gone'))
    await eventually(() => expect(line.announcer.ends).toHaveLength(1))
    expect(line.announcer.ends[0]).toMatchObject({
      type: 'url.failed',
      data: { urlId: urlIdOf('a'), attempts: 3, cause: 'error', error: { name: 'RangeError', message: 'unheard' } },
    })
  })

  it('reports a message that could not be read as the listener would have', async () => {
    const line = aLine()
    const ref = { urlId: urlIdOf('a'), run: 2 }
    await line.queueOf(queues.fetch).add('fetch', { nothing: 'known' }, { jobId: jobId('fetch', ref) })
    await failUnheard(line, 1)
    line.runFetch(async () => stop('gone'))
    await eventually(() => expect(line.announcer.ends).toHaveLength(1))
    expect(line.announcer.ends[0]?.data).toMatchObject({ ...ref, cause: 'invalid-message' })
  })

  it('finds every one of many, over more than a page', async () => {
    const line = aLine()
    const names = Array.from({ length: 230 }, (_, at) => String(at))
    await line.fetch.addAll(names.map((name) => aFind(name)))
    await failUnheard(line, 230)
    line.runFetch(async () => stop('gone'))
    await eventually(() => expect(line.announcer.ends).toHaveLength(230))
    expect(runs(line.announcer.ends)).toEqual(names.map(urlIdOf).sort())
  })

  it('publishes what the listener could not, and goes on behind one that cannot be published', async () => {
    const line = aLine()
    const publish = line.announcer.end
    const isAway = new Set([urlIdOf('a'), urlIdOf('poison')])
    vi.spyOn(line.announcer, 'end').mockImplementation(async (event) => {
      if (!isAway.has(event.data.urlId)) return publish(event)
      if (event.data.urlId !== urlIdOf('poison')) isAway.delete(event.data.urlId)
      throw new Error('away')
    })
    line.runFetch(async () => {
      throw new PermanentError('x')
    })
    await line.add('a')
    await eventually(async () => expect(await line.state('a')).toBe('failed'))
    await line.add('poison')
    await eventually(async () => expect(await line.state('poison')).toBe('failed'))
    await eventually(() => expect(runs(line.announcer.ends)).toEqual([urlIdOf('a')]))
  })

  it('lets go of failed jobs that were kept long enough, after their ends are published', async () => {
    const line = aLine({ failedKeptMs: 0 })
    await line.add('a')
    await failUnheard(line, 1)
    line.runFetch(async () => stop('gone'))
    await eventually(async () => expect(await line.state('a')).toBe('unknown'))
    expect(line.announcer.ends).toHaveLength(1)
  })
})
