import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import type { RunRow } from '../database/tables.ts'
import { readRecentFailures } from './recent-failures.ts'
import { sumWorkOverTime } from './work-over-time.ts'

const nowMs = 1_800_000_000_000
const minuteMs = 60_000

function aRun(at: number, more: Partial<RunRow> = {}): RunRow {
  return {
    ...{ urlId: `u${String(at).padStart(32, '0')}`, run: 1, url: `https://news.example/${at}`, host: 'news.example' },
    ...{ endedMs: nowMs - at * 1_000, endedBy: 'article.classified', stage: null, reason: null, detail: null },
    ...{ errorName: null, attempts: null, articleId: null, sourceId: null, discoveredMs: null, discardedMs: null },
    ...more,
  }
}

describe.each(databases)('figures of the line from $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    const { db } = database
    const done = Array.from({ length: 100 }, (_, at) => aRun(at + 1))
    const failed = (at: number, more: Partial<RunRow>) =>
      aRun(at, { endedBy: 'url.failed', stage: 'parse', reason: 'crashed', ...more })
    const runs = [
      ...done,
      failed(1_001, { endedMs: nowMs - 1 }),
      failed(1_002, { endedMs: nowMs - 2 }),
      failed(1_003, { endedMs: nowMs - 3, host: 'other.example' }),
      failed(1_004, { endedMs: nowMs - 4, reason: 'error', stage: 'fetch' }),
      failed(1_005, { endedMs: nowMs - 5, discardedMs: nowMs }),
      failed(1_007, { endedMs: nowMs - 7 }),
      failed(1_006, { endedMs: nowMs - 60 * minuteMs }),
    ]
    await db.insertInto('run').values(runs).execute()
    // Retried, and nothing to do any more.
    const { urlId, run } = failed(1_007, {})
    await db.insertInto('settledRun').values({ urlId, run, atMs: nowMs }).execute()
    const counter = (agoMinutes: number, stage: string, outcome: string, count: number) => ({
      ...{ minuteMs: nowMs - agoMinutes * minuteMs, stage, outcome, count, workedMs: count * 3 },
    })
    await db
      .insertInto('counter')
      .values([counter(0, 'parse', 'passed', 4), counter(1, 'parse', 'passed', 5), counter(70, 'parse', 'passed', 6)])
      .execute()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('tell what failed lately by stage and cause, and where most of it', async () => {
    expect(await readRecentFailures(database, nowMs - 15 * minuteMs)).toEqual([
      { stage: 'parse', cause: 'crashed', count: 3, host: 'news.example', ofHost: 2 },
      { stage: 'fetch', cause: 'error', count: 1, host: 'news.example', ofHost: 1 },
    ])
    expect(await readRecentFailures(database, nowMs - 15 * minuteMs, 1)).toMatchObject([{ count: 1 }])
    expect(await readRecentFailures(database, nowMs)).toEqual([])
  })

  it('tell what the stages did in stretches of time', async () => {
    const hourMs = 60 * minuteMs
    const beforeMs = Math.floor(nowMs / hourMs) * hourMs + hourMs
    const work = await sumWorkOverTime(database, { fromMs: beforeMs - 3 * hourMs, beforeMs, stretchMs: hourMs })
    expect(work.every(({ fromMs }) => fromMs % hourMs === 0)).toBe(true)
    expect(work.reduce((sum, { count }) => sum + count, 0)).toBe(15)
    expect(work.reduce((sum, { workedMs }) => sum + workedMs, 0)).toBe(45)
    expect(await sumWorkOverTime(database, { fromMs: 0, beforeMs: 1, stretchMs: hourMs })).toEqual([])
  })
})
