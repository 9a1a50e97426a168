import { expect, it } from 'vitest'
import { UsageError } from '../usage-error.ts'
import { chosenFilter, filterOf, readMoment } from './failed-options.ts'

it.each([
  ['2024-02-27T10:00:00Z', '2024-02-27T10:00:00.000Z'],
  ['2024-02-27T10:00Z', '2024-02-27T10:00:00.000Z'],
  ['2024-02-27', '2024-02-27T00:00:00.000Z'],
])('reads the instant %s', (value, instant) => {
  expect(new Date(readMoment(value)).toISOString()).toBe(instant)
})

it.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['2h', 7_200_000],
  ['3d', 259_200_000],
])('reads the age %s', (value, ms) => {
  const before = Date.now()
  const at = readMoment(value)
  expect(at).toBeGreaterThanOrEqual(before - ms)
  expect(at).toBeLessThanOrEqual(Date.now() - ms)
})

it.each(['', '3', '3w', '-3d', '1.5h', 'yesterday', '2024-13-45', '2024-02-27T10:00:00', '27.02.2024', '9999999d'])(
  'refuses "%s"',
  (value) => {
    expect(() => readMoment(value)).toThrow(/expected an instant like .*, or an age like/)
  },
)

it('states only what was given', () => {
  expect(filterOf({})).toEqual({})
  expect(filterOf({ stage: 'fetch', since: 1, before: 2 })).toEqual({ stage: 'fetch', sinceMs: 1, beforeMs: 2 })
})

it('takes one by its id, some by options, or all in so many words, and nothing by accident', () => {
  expect(chosenFilter('x', {})).toEqual({ id: 'x' })
  expect(chosenFilter(undefined, { host: 'news.example' })).toEqual({ host: 'news.example' })
  expect(chosenFilter(undefined, { all: true, cause: 'error' })).toEqual({ cause: 'error' })
  expect(chosenFilter(undefined, { all: true })).toEqual({})
  for (const [id, which] of [
    [undefined, {}],
    [undefined, { match: '' }],
    ['x', { all: true }],
    ['x', { stage: 'parse' }],
  ] as const)
    expect(() => chosenFilter(id, which)).toThrow(UsageError)
})
