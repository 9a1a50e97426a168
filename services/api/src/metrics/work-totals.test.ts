import type { StageWork } from '@stancewire/read-model'
import { expect, it } from 'vitest'
import { openWorkTotals } from './work-totals.ts'

const minute = 60_000
const day = 86_400_000

/** A table of minutes that counts how it is asked. */
function aTable() {
  const rows: { minuteMs: number; work: StageWork }[] = []
  const asked: { fromMs?: number; beforeMs?: number }[] = []
  return {
    ...{ rows, asked },
    did: (minuteMs: number, count = 1, outcome = 'off-topic') =>
      void rows.push({ minuteMs, work: { stage: 'parse', outcome, count, workedMs: count * 10 } }),
    sum: async (span: { fromMs?: number; beforeMs?: number }) => {
      asked.push(span)
      const { fromMs = Number.NEGATIVE_INFINITY, beforeMs = Number.POSITIVE_INFINITY } = span
      return rows.filter(({ minuteMs }) => minuteMs >= fromMs && minuteMs < beforeMs).map(({ work }) => work)
    },
  }
}

it('sums up what is old and what is new, and looks at what is old once a minute', async () => {
  const table = aTable()
  let now = 10 * day
  const totals = openWorkTotals(table.sum, () => now)
  table.did(0, 5)
  table.did(now - minute, 2)
  expect(await totals()).toEqual([{ stage: 'parse', outcome: 'off-topic', count: 7, workedMs: 70 }])
  table.did(now, 3)
  now += 1_000
  expect((await totals())[0]?.count).toBe(10)
  expect(table.asked.filter(({ beforeMs }) => beforeMs !== undefined)).toHaveLength(1)
  table.did(day, 4)
  now += minute
  expect((await totals())[0]?.count).toBe(14)
})

it('counts no minute twice while they grow old', async () => {
  const table = aTable()
  let now = 10 * day
  const totals = openWorkTotals(table.sum, () => now)
  for (let at = 0; at < 200; at++) {
    table.did(now)
    expect((await totals())[0]?.count).toBe(at + 1)
    now += day / 24
  }
})

it('never falls where old minutes are let go', async () => {
  const table = aTable()
  let now = 10 * day
  const totals = openWorkTotals(table.sum, () => now)
  table.did(0, 100)
  table.did(now, 1)
  expect((await totals())[0]?.count).toBe(101)
  table.rows.shift()
  now += 2 * minute
  expect((await totals())[0]?.count).toBe(101)
  table.did(now, 1)
  expect((await totals())[0]?.count).toBe(102)
})

it('keeps outcomes apart', async () => {
  const table = aTable()
  table.did(0, 1, 'a')
  table.did(0, 2, 'b')
  expect((await openWorkTotals(table.sum)()).map(({ outcome, count }) => [outcome, count])).toEqual([
    ['a', 1],
    ['b', 2],
  ])
})
