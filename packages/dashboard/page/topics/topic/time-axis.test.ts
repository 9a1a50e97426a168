import { describe, expect, it } from 'vitest'
import { placeOf, ticksOf } from './time-axis.ts'

const span = (from: string, to: string) => ({ start: Date.parse(from), end: Date.parse(to) })
const days = (domain: { start: number; end: number }, most?: number) =>
  ticksOf(domain, most).map(({ ms }) => new Date(ms).toISOString().slice(0, 10))

describe('the axis of time', () => {
  it('places moments between its ends, and none outside', () => {
    const year = span('2025-01-01', '2026-01-01')
    expect(placeOf(Date.parse('2025-07-02T12:00:00Z'), year)).toBe(50)
    expect(placeOf(Date.parse('2020-01-01'), year)).toBe(0)
    expect(placeOf(Date.parse('2030-01-01'), year)).toBe(100)
    expect(placeOf(0, { start: 0, end: 0 })).toBe(0)
  })

  it('writes starts of days, months or years, as many as there is room for', () => {
    expect(days(span('2026-03-01', '2026-03-05'))).toEqual([1, 2, 3, 4, 5].map((day) => `2026-03-0${day}`))
    expect(days(span('2025-11-10', '2026-11-22'))).toEqual(
      ['2026-01', '2026-03', '2026-05', '2026-07', '2026-09', '2026-11'].map((month) => `${month}-01`),
    )
    expect(days(span('2025-11-10', '2026-11-22'), 4)).toEqual(['2026-01-01', '2026-07-01'])
    expect(days(span('1990-05-01', '2026-01-01'))).toEqual(['2000', '2010', '2020'].map((year) => `${year}-01-01`))
  })
})
