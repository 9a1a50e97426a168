import { describe, expect, it } from 'vitest'
import { isPage, readAnswer, retryAfterMs } from './answer.ts'

const now = Date.parse('2024-02-27T10:00:00Z')
const read = (status: number, headers: Record<string, string> = {}) => readAnswer({ status, headers }, now)

describe('readAnswer', () => {
  it.each([
    ['text/html', 'html'],
    ['text/html; charset=utf-8', 'html'],
    ['TEXT/HTML', 'html'],
    ['application/xhtml+xml', 'html'],
    ['text/plain; charset=us-ascii', 'text'],
    ['', 'html'],
  ])('takes %j for a page', (type, media) => {
    expect(read(200, { 'content-type': type })).toEqual({ is: 'page', media })
  })

  it('takes an answer without a type for a page', () => {
    expect(read(203)).toEqual({ is: 'page', media: 'html' })
  })

  it.each([
    'application/pdf',
    'image/jpeg',
    'video/mp4',
    'application/json',
    'application/rss+xml',
    'text/htmlx',
    'x/html',
  ])('stops at %s: not-html', (type) => {
    expect(read(200, { 'content-type': type })).toEqual({ is: 'stop', reason: 'not-html', detail: type })
  })

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'gone'],
    [410, 'gone'],
    [451, 'refused'],
  ])('stops at %d: %s', (status, reason) => {
    expect(read(status)).toEqual({ is: 'stop', reason, detail: `status ${status}` })
  })

  it('stops at a challenge, whatever its status', () => {
    for (const status of [200, 403, 503]) {
      expect(read(status, { 'cf-mitigated': 'challenge' })).toMatchObject({ is: 'stop', reason: 'challenge' })
    }
  })

  it.each([300, 302, 304, 400, 408, 418, 500, 502, 503, 504, 520, 599])('fails at %d: it is tried again', (status) => {
    expect(read(status)).toEqual({ is: 'failed', why: `status ${status}` })
  })

  it.each([429, 503])('puts off what %d asks to put off', (status) => {
    expect(read(status, { 'retry-after': '90' })).toEqual({ is: 'later', ms: 90_000 })
  })

  it('puts off 429 for a minute where it does not say how long', () => {
    expect(read(429)).toEqual({ is: 'later', ms: 60_000 })
    expect(read(429, { 'retry-after': 'a while' })).toEqual({ is: 'later', ms: 60_000 })
  })

  it('fails at 503 where it does not say how long', () => {
    expect(read(503, { 'retry-after': 'a while' })).toMatchObject({ is: 'failed' })
  })
})

describe('retryAfterMs', () => {
  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['0', 1_000],
    ['Tue, 27 Feb 2024 10:02:00 GMT', 120_000],
    ['Tuesday, 27-Feb-24 10:02:00 GMT', 120_000],
    ['Tue, 27 Feb 2024 09:00:00 GMT', 1_000],
    ['99999999', 86_400_000],
    ['999999999999', 86_400_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
  ])('reads %j', (value, ms) => {
    expect(retryAfterMs(value, now)).toBe(ms)
  })

  it.each([undefined, '', 'soon', '-5', '1.5', '12 s', '1e3', '0x10', '5 minutes', '9'.repeat(400), 'Infinity', 'NaN'])(
    'makes nothing of %j',
    (value) => {
      expect(retryAfterMs(value, now)).toBeUndefined()
    },
  )
})

it('finds a body worth reading in pages and plain texts that were found', () => {
  expect([isPage(200, 'text/html'), isPage(206, 'text/plain'), isPage(200, '')]).toEqual([true, true, true])
  expect([isPage(200, 'image/png'), isPage(404, 'text/html'), isPage(500, ''), isPage(304, '')]).not.toContain(true)
})
