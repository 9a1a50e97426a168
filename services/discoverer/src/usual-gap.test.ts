import { expect, it } from 'vitest'
import { afterNews } from './usual-gap.ts'

const hourMs = 3_600_000
const none = { newAt: null, usualGapMs: null, timesNew: 0 }

/** What is remembered after news at these hours. */
function after(...hours: number[]) {
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 2) + hour * hourMs).toISOString()
  return hours.reduce((state: Parameters<typeof afterNews>[0], hour) => afterNews(state, at(hour)), none)
}

it('needs two times at which something was new', () => {
  expect(after(9)).toMatchObject({ usualGapMs: null, timesNew: 1 })
  expect(after(9, 11)).toMatchObject({ newAt: '2026-03-02T11:00:00.000Z', usualGapMs: 2 * hourMs, timesNew: 2 })
})

it('keeps the night in mind through a day of news by the hour', () => {
  const day = after(0, 9, 10, 11, 12, 13, 14, 15, 16, 17).usualGapMs ?? 0
  expect(day).toBeGreaterThan(8 * hourMs)
  expect(day).toBeLessThanOrEqual(9 * hourMs)
})

it('forgets a long gap by and by', () => {
  const hours = Array.from({ length: 21 * 24 }, (_, hour) => 100 + hour)
  const gap = after(0, ...hours).usualGapMs ?? 0
  expect(gap).toBeGreaterThan(hourMs)
  expect(gap).toBeLessThan(15 * hourMs)
})

it('is not hurt by a clock that was set back', () => {
  expect(after(9, 8).usualGapMs).toBe(0)
})
