import { stripVTControlCharacters } from 'node:util'
import type { FailedGroup } from '@stancewire/runtime'
import { expect, it } from 'vitest'
import { failedTable } from './failed-table.ts'

const nowMs = Date.parse('2026-03-03T12:00:00.000Z')
const aGroup = (fields: Partial<FailedGroup>): FailedGroup => ({
  stage: 'fetch',
  cause: 'error',
  error: 'Error',
  message: 'no answer',
  count: 1,
  oldestAt: '2026-03-03T09:00:00.000Z',
  newestAt: '2026-03-03T11:55:00.000Z',
  example: `classify-stance-u${'1'.repeat(32)}-12`,
  ...fields,
})
const shown = (groups: FailedGroup[], columns: number) =>
  stripVTControlCharacters(failedTable(groups, { nowMs, columns })).split('\n')

it('tells counts, stage, cause, ages, error, and one to look at', () => {
  expect(
    shown(
      [aGroup({ count: 12_345 }), aGroup({ stage: 'parse', cause: 'crashed', error: null, message: 'others' })],
      80,
    ),
  ).toEqual([
    '  runs  stage  cause    oldest  newest',
    '12,345  fetch  error    3 h     5 min',
    '        Error: no answer',
    `        classify-stance-u${'1'.repeat(32)}-12`,
    '     1  parse  crashed  3 h     5 min',
    '        others',
    `        classify-stance-u${'1'.repeat(32)}-12`,
    '',
    '12,346 failed runs; look at one: npx stancewire failed show ID',
  ])
})

it.each([80, 120])('stays within %i columns, whatever the message', (columns) => {
  const groups = [
    aGroup({ stage: 'classify-stance', cause: 'invalid-message', message: 'word '.repeat(100), count: 100_000 }),
  ]
  for (const line of shown(groups, columns)) expect(line.length).toBeLessThanOrEqual(columns)
})

it('lets no message write over the terminal', () => {
  const text = failedTable([aGroup({ message: 'a\u001b[2J\u009b1mb\u202ec\nd' })], { nowMs, columns: 80 })
  for (const control of ['\u001b[2J', '\u009b', '\u202e']) expect(text).not.toContain(control)
  expect(text.split('\n')).toHaveLength(6)
})
