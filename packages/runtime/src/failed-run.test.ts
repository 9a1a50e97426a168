import { UrlFailed } from '@stancewire/contracts'
import type { Job } from 'bullmq'
import { describe, expect, it } from 'vitest'
import { aFind, urlIdOf } from '../test/messages.ts'
import { errorOf, failedEvent, isFinal } from './failed-run.ts'
import { traceOf } from './trace.ts'

/** A failed job, as far as it is read. */
const aJob = (fields: Partial<Job>) =>
  ({ id: 'fetch-x', data: aFind('a'), attemptsMade: 2, stacktrace: [], ...fields }) as unknown as Job

describe('errorOf', () => {
  it.each([
    ['TypeError: bad\n    at f (x.ts:1)', 'TypeError'],
    ['InvalidMessageError: job 1 breaks', 'InvalidMessageError'],
    ['TypeError [ERR_INVALID_URL]: Invalid URL', 'TypeError'],
    ['Error: plain', 'Error'],
    ['', 'Error'],
    ['something else', 'Error'],
  ])('reads the name from the stack: %s', (stack, name) => {
    expect(errorOf({ failedReason: 'words', stacktrace: [stack] })).toEqual({ name, message: 'words' })
  })

  it('reads the last try, not the first', () => {
    const stacktrace = ['TypeError: first', 'RangeError: last']
    expect(errorOf({ failedReason: 'last', stacktrace }).name).toBe('RangeError')
  })

  it('takes the error in hand where the job kept nothing', () => {
    const job = { stacktrace: [] } as unknown as Job
    expect(errorOf(job, new RangeError('in hand'))).toEqual({ name: 'RangeError', message: 'in hand' })
    expect(errorOf(job)).toEqual({ name: 'Error', message: 'unknown' })
  })
})

describe('failedEvent', () => {
  it('states url, run, stage, tries and error, as its contract says', () => {
    const event = failedEvent('fetch', aJob({ failedReason: 'no answer', stacktrace: ['Error: no answer'] }))
    expect(event).toEqual({
      type: 'url.failed',
      data: {
        urlId: urlIdOf('a'),
        run: 1,
        url: 'https://news.example/a',
        trace: { ...traceOf(aJob({})), steps: [expect.objectContaining({ stage: 'fetch' })] },
        stage: 'fetch',
        attempts: 2,
        cause: 'error',
        error: { name: 'Error', message: 'no answer' },
      },
    })
    expect(UrlFailed.safeParse(event).success).toBe(true)
  })

  it.each([
    ['invalid-message', 'InvalidMessageError: breaks', 'breaks'],
    ['crashed', 'Error: job stalled', 'job stalled more than allowable limit'],
    ['crashed', 'CrashedError: its process died 3 times', 'its process died 3 times'],
    ['crashed', 'ThreadDiedError: its thread died', 'its thread died'],
    ['error', 'Error: CrashedError', 'CrashedError'],
    ['error', 'Error: he said: job stalled more than', 'he said: job stalled more than'],
  ])('tells the cause: %s', (cause, stack, failedReason) => {
    expect(failedEvent('parse', aJob({ stacktrace: [stack], failedReason }))?.data.cause).toBe(cause)
  })

  it('cuts what is too long for its contract', () => {
    const long = aJob({ failedReason: 'x'.repeat(9_000), stacktrace: [`${'X'.repeat(500)}Error: x`] })
    expect(UrlFailed.safeParse(failedEvent('fetch', long)).success).toBe(true)
  })

  it('reads the run from the id where the message tells none', () => {
    const id = `classify-stance-${urlIdOf('a')}-12`
    for (const data of [null, 'text', {}, { urlId: 'odd', run: 1 }]) {
      expect(failedEvent('fetch', aJob({ id, data }))?.data).toMatchObject({ urlId: urlIdOf('a'), run: 12, url: '' })
    }
    for (const odd of [`fetch-${urlIdOf('a')}-0`, 'foreign', `fetch-${urlIdOf('a')}-x`]) {
      expect(failedEvent('fetch', aJob({ id: odd, data: {} }))).toBeUndefined()
    }
  })

  it('keeps the url where only the run is odd', () => {
    const id = `fetch-${urlIdOf('a')}-2`
    const data = { ...aFind('a'), run: 'two' }
    expect(failedEvent('fetch', aJob({ id, data } as unknown as Partial<Job>))?.data).toMatchObject({
      ...{ urlId: urlIdOf('a'), run: 2, url: 'https://news.example/a' },
    })
  })

  it('keeps the run where only the url is odd', () => {
    const data = { ...aFind('a'), url: 'x'.repeat(5_000) }
    const id = `fetch-${urlIdOf('a')}-1`
    expect(failedEvent('fetch', aJob({ id, data }))?.data).toMatchObject({ urlId: urlIdOf('a'), run: 1 })
  })
})

describe('isFinal', () => {
  it('tells a try that is followed by another from the last', () => {
    expect(isFinal(aJob({}))).toBe(false)
    expect(isFinal(aJob({ finishedOn: 1 }))).toBe(true)
  })
})
