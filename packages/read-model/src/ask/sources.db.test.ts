import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import type { RunRow } from '../database/tables.ts'
import { readLastRuns, readSourceYields } from './sources.ts'

const hourMs = 3_600_000
const nowMs = 1_800_000_000_000

function aRun(at: number, sourceId: string | null, agoMs: number, articleId: string | null): RunRow {
  return {
    ...{ urlId: `u${String(at).padStart(32, '0')}`, run: 1, url: `https://news.example/${at}`, host: 'news.example' },
    ...{ endedMs: nowMs - agoMs, endedBy: articleId ? 'article.classified' : 'url.stopped', stage: null },
    ...{ reason: null, detail: null, errorName: null, attempts: null, articleId, sourceId, discoveredMs: null },
    discardedMs: null,
  }
}

describe.each(databases)('sources in $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    const rows = [
      aRun(1, 'a', hourMs, 'a1'),
      aRun(2, 'a', 23 * hourMs, null),
      // Failed, and was retried.
      { ...aRun(2, 'a', 22 * hourMs, null), run: 2 },
      aRun(3, 'a', 25 * hourMs, 'a3'),
      aRun(4, 'a', 8 * 24 * hourMs, 'a4'),
      aRun(5, 'b', 9 * 24 * hourMs, 'b5'),
      aRun(6, null, hourMs, 'n6'),
      aRun(7, 'c', -hourMs, 'c7'),
      aRun(8, 'c', 2 * hourMs, null),
    ]
    await database.db.insertInto('run').values(rows).execute()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('are told with what came of them within a day and a week, up to an instant', async () => {
    const yields = await readSourceYields(database, ['a', 'b', 'c', 'none'], nowMs)
    expect(yields.sort((one, other) => (one.sourceId < other.sourceId ? -1 : 1))).toEqual([
      {
        ...{ sourceId: 'a', runsOfDay: 3, runsOfWeek: 4, articlesOfDay: 1, articlesOfWeek: 2 },
        ...{ urlsOfWeek: 3, firstMs: nowMs - 8 * 24 * hourMs },
      },
      {
        ...{ sourceId: 'c', runsOfDay: 1, runsOfWeek: 1, articlesOfDay: 0, articlesOfWeek: 0 },
        ...{ urlsOfWeek: 1, firstMs: nowMs - 2 * hourMs },
      },
    ])
    expect(await readSourceYields(database, [], nowMs)).toEqual([])
  })

  it('are told with the run that ended last, however long ago', async () => {
    const last = await readLastRuns(database, ['b', 'none', 'a', 'c'])
    expect(last.map(({ sourceId, url }) => [sourceId, url]).sort()).toEqual([
      ['a', 'https://news.example/1'],
      ['b', 'https://news.example/5'],
      ['c', 'https://news.example/7'],
    ])
    expect(await readLastRuns(database, [])).toEqual([])
    expect(
      await readLastRuns(
        database,
        Array.from({ length: 200 }, (_, at) => `s${at}`),
      ),
    ).toEqual([])
  })
})
