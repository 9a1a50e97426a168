import { describe, expect, it } from 'vitest'
import type { StandingRow, StatementRow } from '../database/tables.ts'
import { decide, weightiest } from './decide.ts'

function statement(articleId: string, stance: string, day: number, more: Partial<StatementRow> = {}): StatementRow {
  return {
    ...{ articleId, revision: 1, topicId: 't', place: 0, holderId: 'h', affiliation: null, stance, sub: null },
    ...{ strength: 'strong', confidence: 0.9, quote: 'words', startAt: 0, endAt: 5, attribution: 'direct_quote' },
    ...{ statedAt: `2026-03-0${day}`, statedMs: day, outlet: null, ordinal: day },
    ...more,
  }
}

const standing = (articleId: string, stance: string, day: number): StandingRow => ({
  ...{ topicId: 't', holderId: 'h', stance, statedAt: `2026-03-0${day}`, statedMs: day, sinceAt: '2026-03-01' },
  ...{ articleId, place: 0, ordinal: day },
})

describe('a statement', () => {
  it('is where a holder stands who was not heard before; nothing has changed', () => {
    const decided = decide(undefined, statement('a', 'support', 2))
    expect(decided).toMatchObject({ standing: { stance: 'support', sinceAt: '2026-03-02' } })
    expect(decided?.change).toBeUndefined()
  })

  it('of the same stance makes it newer, and as old as it was', () => {
    const decided = decide(standing('a', 'support', 2), statement('b', 'support', 4))
    expect(decided).toMatchObject({ standing: { statedAt: '2026-03-04', sinceAt: '2026-03-01', articleId: 'b' } })
    expect(decided?.change).toBeUndefined()
  })

  it('of another stance, later, moves the holder', () => {
    const before = standing('a', 'support', 2)
    const decided = decide(before, statement('b', 'oppose', 4))
    expect(decided).toMatchObject({ standing: { stance: 'oppose', sinceAt: '2026-03-04' }, change: { from: before } })
  })

  it('of the same moment counts if it was told later', () => {
    expect(decide(standing('a', 'support', 2), statement('b', 'oppose', 2))?.change).toBeDefined()
  })

  it('that is older decides nothing', () => {
    expect(decide(standing('a', 'support', 4), statement('b', 'oppose', 2))).toBeUndefined()
  })

  it('of the same article is a correction, and no change', () => {
    const decided = decide(standing('a', 'support', 2), statement('a', 'oppose', 2))
    expect(decided?.standing.stance).toBe('oppose')
    expect(decided?.change).toBeUndefined()
  })
})

describe('of what an article says of one holder', () => {
  const of = (...statements: StatementRow[]) => weightiest(statements).map(({ stance }) => stance)

  it('the surer statement counts, and words of the text before those of the title', () => {
    expect(of(statement('a', 'support', 1, { confidence: 0.6 }), statement('a', 'oppose', 1))).toEqual(['oppose'])
    const title = statement('a', 'mixed', 1, { startAt: null, confidence: 1 })
    expect(of(title, statement('a', 'support', 1, { confidence: 0.5 }))).toEqual(['support'])
  })

  it('what is not sure counts for nothing', () => {
    expect(of(statement('a', 'support', 1, { confidence: 0.49 }))).toEqual([])
  })

  it('there is one for each topic and holder', () => {
    const other = statement('a', 'oppose', 1, { topicId: 'u' })
    expect(of(statement('a', 'support', 1), other, statement('a', 'mixed', 1, { holderId: 'i' }))).toHaveLength(3)
  })
})
