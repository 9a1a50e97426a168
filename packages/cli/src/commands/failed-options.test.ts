import { expect, it } from 'vitest'
import { UsageError } from '../usage-error.ts'
import { chosenFilter, filterOf } from './failed-options.ts'

it('states only what was given', () => {
  expect(filterOf({})).toEqual({})
  expect(filterOf({ stage: 'fetch', since: 1, before: 2 })).toEqual({ stage: 'fetch', sinceMs: 1, beforeMs: 2 })
  expect(() => filterOf({ since: 2, before: 1 })).toThrow(UsageError)
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
