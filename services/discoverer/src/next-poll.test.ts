import { describe, expect, it } from 'vitest'
import { askedToWaitMs, nextPoll } from './next-poll.ts'

const source = { everySeconds: 300 }
const even = 0.5

describe('the next poll', () => {
  it('comes at the interval, a fifth sooner or later', () => {
    expect(nextPoll(source, 0, null, even)).toEqual({ waitMs: 300_000, why: 'interval' })
    expect(nextPoll(source, 0, null, 0).waitMs).toBe(240_000)
    expect(nextPoll(source, 0, null, 0.999).waitMs).toBeLessThan(360_000)
  })

  it('is tried once more at the interval after a failure, and then ever later, up to an hour', () => {
    const waits = [1, 2, 3, 4, 5, 6, 100].map((failures) => nextPoll(source, failures, null, even))
    expect(waits.map(({ waitMs }) => waitMs / 60_000)).toEqual([5, 10, 20, 40, 60, 60, 60])
    expect(waits.map(({ why }) => why)).toEqual(['interval', ...Array.from({ length: 6 }, () => 'backing-off')])
  })

  it('of a source whose interval is longer than an hour stays there', () => {
    expect(nextPoll({ everySeconds: 86_400 }, 9, null, even)).toEqual({ waitMs: 86_400_000, why: 'interval' })
  })

  it('waits as long as its host asks, up to a day, and never less than it would', () => {
    expect(nextPoll(source, 1, 7_200_000, even)).toEqual({ waitMs: 7_200_000, why: 'host-asked' })
    expect(nextPoll(source, 1, 1e12, even)).toEqual({ waitMs: 86_400_000, why: 'host-asked' })
    expect(nextPoll(source, 1, 5_000, even)).toEqual({ waitMs: 300_000, why: 'interval' })
  })
})

describe('what a host asks', () => {
  const now = Date.parse('2026-03-03T09:00:00Z')
  const asked = (status: number, value?: string) =>
    askedToWaitMs({ status, headers: value === undefined ? {} : { 'retry-after': value } }, now)

  it('is read from seconds and from a date', () => {
    expect(asked(429, '120')).toBe(120_000)
    expect(asked(503, 'Tue, 03 Mar 2026 09:10:00 GMT')).toBe(600_000)
  })

  it('is nothing where it says nothing that can be read, or with another answer', () => {
    for (const value of [undefined, '', 'soon', 'in 2099', '-5', '0', 'Tue, 03 Mar 2020 09:10:00 GMT', '9'.repeat(400)])
      expect(asked(429, value)).toBeNull()
    expect(asked(200, '120')).toBeNull()
  })
})
