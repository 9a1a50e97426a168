import { describe, expect, it } from 'vitest'
import { overTimeColumns, overTimeRows, sumColumns, sumRows } from './shown-rows.ts'

const heard = (articles: number) => ({ articles, statements: 2 * articles, holders: articles })

describe('what a topic shows as rows', () => {
  it('has a row for each stretch, with counts and shares of each stance, and none of an empty one', () => {
    const stretch = { from: '2026-03-02', startMs: 0, endMs: 1 }
    const rows = overTimeRows({
      size: 'week',
      stretches: [
        { ...stretch, heard: { support: heard(3), mixed: heard(0), oppose: heard(1) } },
        { ...stretch, from: '2026-03-09', heard: { support: heard(0), mixed: heard(0), oppose: heard(0) } },
      ],
    })
    expect(rows).toMatchObject([
      {
        from: '2026-03-02',
        by: 'week',
        supportArticles: 3,
        supportShare: 0.75,
        opposeShare: 0.25,
        opposeStatements: 2,
      },
      { from: '2026-03-09', supportArticles: 0, supportShare: null },
    ])
    expect(Object.keys(rows[0] ?? {})).toEqual(overTimeColumns)
  })

  it('has a row for each name, with its holders and statements', () => {
    const rows = sumRows([
      { name: 'Valley Railway', holders: 2, statements: 5, stances: { support: { holders: 2, statements: 5 } } },
      { name: null, holders: 1, statements: 1, stances: {} },
    ])
    expect(rows).toMatchObject([
      { name: 'Valley Railway', supportHolders: 2, supportStatements: 5, opposeHolders: 0 },
      { name: null, holders: 1, supportHolders: 0 },
    ])
    expect(Object.keys(rows[0] ?? {})).toEqual(sumColumns)
  })
})
