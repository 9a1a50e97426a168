import { jobId, queues, type TerminalEvent } from '@stancewire/contracts'
import { UnrecoverableError, Worker } from 'bullmq'
import { describe, expect, it, vi } from 'vitest'
import { aFind, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { type FailedJob, openFailedJobs } from './failed-jobs.ts'
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

/** All that a list gives. */
async function listed(list: AsyncIterable<FailedJob>): Promise<FailedJob[]> {
  const jobs: FailedJob[] = []
  for await (const job of list) jobs.push(job)
  return jobs
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

describe('failed jobs', () => {
  it('are listed newest first, by stage and by id, with what, when and why', async () => {
    const line = aLine()
    const failed = line.open.use(openFailedJobs(line, line.announcer))
    const list = (filter?: Parameters<typeof failed.list>[0]) => listed(failed.list(filter))
    expect(await list()).toEqual([])
    for (const [at, name] of ['a', 'b'].entries()) {
      await line.add(name)
      await failUnheard(line, at + 1)
    }
    expect((await list()).map(({ url }) => url)).toEqual(['https://news.example/b', 'https://news.example/a'])
    expect(await list({ stage: 'parse' })).toEqual([])
    const ref = { urlId: urlIdOf('a'), run: 1 }
    for (const id of [ref.urlId, jobId('fetch', ref)]) {
      const [found, ...others] = await list({ id })
      expect(others).toEqual([])
      expect(found).toMatchObject({ id: jobId('fetch', ref), stage: 'fetch', ref, attempts: 3, input: aFind('a') })
      expect(found?.error).toMatchObject({ name: 'RangeError', message: 'unheard' })
      expect(found?.error.stack).toContain('sweep-failed')
      expect(Math.abs(Date.parse(found?.failedAt ?? '') - Date.now())).toBeLessThan(60_000)
    }
  })

  it('are removed by their id, and nothing else is', async () => {
    const line = aLine()
    const failed = line.open.use(openFailedJobs(line, line.announcer))
    await line.add('a')
    await failUnheard(line, 1)
    await line.add('waits')
    const idOf = (name: string) => jobId('fetch', { urlId: urlIdOf(name), run: 1 })
    expect(await failed.remove(idOf('waits'))).toBe(false)
    expect(await failed.remove('nothing')).toBe(false)
    expect(await failed.remove(idOf('a'))).toBe(true)
    expect(await failed.remove(idOf('a'))).toBe(false)
    expect(await line.state('waits')).toBe('waiting')
    expect(await line.state('a')).toBe('unknown')
  })

  it('that name no run are listed all the same', async () => {
    const line = aLine()
    const failed = line.open.use(openFailedJobs(line, line.announcer))
    await line.queueOf(queues.fetch).add('fetch', { odd: true }, { jobId: 'foreign' })
    await failUnheard(line, 1)
    const [found] = await listed(failed.list())
    expect(found).toMatchObject({ id: 'foreign', ref: null, url: null, input: { odd: true } })
  })
})
