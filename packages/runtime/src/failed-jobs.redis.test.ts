import { jobId } from '@stancewire/contracts'
import { expect, it, onTestFinished } from 'vitest'
import { finds, putFailed } from '../test/failed-runs.ts'
import { aFind, aPage, urlIdOf } from '../test/messages.ts'
import { openTestLine } from '../test/test-line.ts'
import type { FailedJob } from './failed-job.ts'
import { type FailedJobs, openFailedJobs } from './failed-jobs.ts'

const at = (minute: number) => Date.UTC(2026, 2, 3, 9, minute)

/** A line of its own, and its failed jobs. */
function aQuarantine() {
  const line = openTestLine()
  const jobs = openFailedJobs(line)
  onTestFinished(async () => {
    await jobs[Symbol.asyncDispose]()
    await line[Symbol.asyncDispose]()
  })
  return { line, jobs }
}

async function allOf(listed: ReturnType<FailedJobs['list']>): Promise<FailedJob[]> {
  const jobs: FailedJob[] = []
  for await (const job of listed) jobs.push(job)
  return jobs
}

it('tells who gave a run up, when, what, where, and its input', async () => {
  const { line, jobs } = aQuarantine()
  await putFailed(line, [{ message: aPage('a'), stage: 'parse', failedAtMs: at(5), worker: 'mill:412' }])
  const [found] = await allOf(jobs.list())
  expect(found).toEqual({
    id: jobId('parse', { urlId: urlIdOf('a'), run: 1 }),
    stage: 'parse',
    ref: { urlId: urlIdOf('a'), run: 1 },
    url: 'https://news.example/a',
    host: 'news.example',
    lane: 'live',
    cause: 'error',
    error: { name: 'RangeError', message: 'no answer', stack: 'RangeError: no answer\n    at work' },
    attempts: 4,
    worker: 'mill:412',
    queuedAt: '2026-03-03T09:04:51.000Z',
    triedAt: '2026-03-03T09:04:59.000Z',
    failedAt: '2026-03-03T09:05:00.000Z',
    input: aPage('a'),
  })
})

it('lists what names no run all the same, and reads the run from the id where the message tells none', async () => {
  const { line, jobs } = aQuarantine()
  const ref = { urlId: urlIdOf('a'), run: 3 }
  await putFailed(line, [
    { message: { odd: true }, id: 'foreign', failedAtMs: at(1) },
    { message: { v: 9 }, id: jobId('fetch', ref), failedAtMs: at(2) },
  ])
  const found = await allOf(jobs.list())
  expect(found.map((job) => [job.id, job.ref, job.url, job.host])).toEqual([
    [jobId('fetch', ref), ref, null, null],
    ['foreign', null, null, null],
  ])
})

it('lists a job whose data was lost, beside all others', async () => {
  const { line, jobs } = aQuarantine()
  await putFailed(line, [{ message: aFind('a'), failedAtMs: at(1) }])
  const ref = { urlId: urlIdOf('b'), run: 1 }
  await line.redis.hset(`${line.prefix}:fetch:${jobId('fetch', ref)}`, { failedReason: 'lost', finishedOn: at(2) })
  await line.redis.zadd(`${line.prefix}:fetch:failed`, at(2), jobId('fetch', ref))
  const found = await allOf(jobs.list())
  expect(found.map((job) => [job.ref?.urlId, job.queuedAt, job.failedAt])).toEqual([
    [urlIdOf('b'), null, '2026-03-03T09:02:00.000Z'],
    [urlIdOf('a'), expect.any(String), '2026-03-03T09:01:00.000Z'],
  ])
})

it('finds one by the id of its job, and the newest by the id of its URL', async () => {
  const { line, jobs } = aQuarantine()
  const [first = '', second = ''] = await putFailed(line, [
    { message: aFind('a'), failedAtMs: at(1) },
    { message: { ...aPage('a'), run: 2 }, stage: 'parse', failedAtMs: at(2) },
    { message: aFind('b'), failedAtMs: at(3) },
  ])
  expect((await jobs.find(first))?.id).toBe(first)
  expect((await jobs.find(second))?.id).toBe(second)
  expect((await jobs.find(urlIdOf('a')))?.id).toBe(second)
  expect(await jobs.find(urlIdOf('nobody'))).toBeUndefined()
  expect(await jobs.find('*')).toBeUndefined()
})

it('lists and chooses the same by each filter, alone and together', async () => {
  const { line, jobs } = aQuarantine()
  const [slow = '', dead = '', odd = '', text = ''] = await putFailed(line, [
    { message: aFind('slow'), error: 'TimeoutError: no answer within 30 s', failedAtMs: at(10) },
    { message: aPage('dead'), stage: 'parse', error: 'ThreadDiedError: its thread died', failedAtMs: at(20) },
    {
      message: { ...aPage('odd'), url: 'https://m.other.example/odd' },
      stage: 'parse',
      error: 'InvalidMessageError: breaks its contract',
      failedAtMs: at(30),
    },
    { message: aFind('t', { url: 'text:abc', host: 'text:' }), error: 'Error: NO ANSWER', failedAtMs: at(40) },
  ])
  const claims: [Parameters<FailedJobs['choose']>[0], string[]][] = [
    [{}, [slow, dead, odd, text]],
    [{ stage: 'parse' }, [dead, odd]],
    [{ cause: 'crashed' }, [dead]],
    [{ cause: 'invalid-message' }, [odd]],
    [{ match: 'no answer' }, [slow, text]],
    [{ match: '/DEAD' }, [dead]],
    [{ match: '.*' }, []],
    [{ host: 'other.example' }, [odd]],
    [{ host: 'ther.example' }, []],
    [{ host: 'NEWS.example' }, [slow, dead]],
    [{ host: 'text:' }, [text]],
    [{ sinceMs: at(20), beforeMs: at(40) }, [dead, odd]],
    [{ sinceMs: at(20), host: 'news.example' }, [dead]],
    [{ id: urlIdOf('odd') }, [odd]],
    [{ id: urlIdOf('odd'), stage: 'fetch' }, []],
  ]
  for (const [filter, ids] of claims) {
    const chosen = (await jobs.choose(filter)).map(({ id }) => id)
    expect(chosen, JSON.stringify(filter)).toEqual(ids)
    expect((await allOf(jobs.list(filter))).map(({ id }) => id).sort(), JSON.stringify(filter)).toEqual(ids.toSorted())
  }
})

it('counts thousands page by page, each once, oldest first, and none once it is told to stop', async () => {
  const { line, jobs } = aQuarantine()
  const messages = finds(2_500)
  await putFailed(
    line,
    messages.map((message, minute) => ({ message, failedAtMs: at(minute) })),
  )
  const looked: number[] = []
  const chosen = await jobs.choose({ host: 'news.example' }, { onLooked: (count) => looked.push(count) })
  expect(chosen.map(({ id }) => id)).toEqual(messages.map((message) => jobId('fetch', message)))
  expect(looked.length).toBeGreaterThan(3)
  expect(looked.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2_500)
  const stopping = new AbortController()
  const signal = stopping.signal
  expect(await jobs.choose({}, { signal, onLooked: () => stopping.abort() })).toEqual([])
})
