import { expect, it } from 'vitest'
import { inOrder, readMoment, readSpan } from './moment.ts'
import { UsageError } from './usage-error.ts'

it.each([
  ['2024-02-27T10:00:00Z', '2024-02-27T10:00:00.000Z'],
  ['2024-02-27T10:00Z', '2024-02-27T10:00:00.000Z'],
  ['2024-02-27T10:00:00.5+02:00', '2024-02-27T08:00:00.500Z'],
  ['2024-02-27', '2024-02-27T00:00:00.000Z'],
])('reads the instant %s', (value, instant) => {
  expect(new Date(readMoment(value)).toISOString()).toBe(instant)
})

it.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['2h', 7_200_000],
  ['3d', 259_200_000],
])('reads the time %s, and as an age', (value, ms) => {
  expect(readSpan(366)(value)).toBe(ms)
  const before = Date.now()
  const at = readMoment(value)
  expect(at).toBeGreaterThanOrEqual(before - ms)
  expect(at).toBeLessThanOrEqual(Date.now() - ms)
})

it.each(['', '3', '3w', '-3d', '1.5h', 'yesterday', '2024-13-45', '2024-02-27T10:00:00', '27.02.2024', '9999999d'])(
  'refuses "%s"',
  (value) => {
    expect(() => readMoment(value)).toThrow(/expected an instant like .*, a date, or an age like/)
    expect(() => readSpan(366)(value)).toThrow(/expected a time like 90s, 30m, 2h, 3d, and not more than 366d/)
  },
)

it('refuses no time at all, and more than there may be', () => {
  for (const value of ['0d', '367d']) expect(() => readSpan(366)(value)).toThrow(/expected a time/)
})

it('refuses a span that ends before it begins', () => {
  expect(() => inOrder({ since: 2, until: 1 }, '--until')).toThrow(UsageError)
  expect(() => inOrder({ since: 2, until: 1 }, '--before')).toThrow(/--since comes after --before/)
  for (const span of [{}, { since: 1 }, { until: 1 }, { since: 1, until: 1 }, { since: 1, until: 2 }])
    expect(() => inOrder(span, '--until')).not.toThrow()
})
