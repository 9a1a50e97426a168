import { describe, expect, it } from 'vitest'
import { changedPages, readPageScores } from './page-scores.ts'

const line = (id: string, more: object) => JSON.stringify({ id, dataset: 'x', ...more })

describe('readPageScores', () => {
  it('reads the text as F1, and what is right where the set says it', () => {
    const lines = [line('a', { tp: 3, fp: 1, fn: 1, title: true, date: false }), line('b', { tp: 0, fp: 0, fn: 0 })]
    expect(readPageScores(`${lines.join('\n')}\n`)).toEqual({
      a: { text: 0.75, right: { title: true, date: false } },
      b: { text: 1, right: {} },
    })
  })
})

describe('changedPages', () => {
  const page = (text: number, right = {}) => ({ text, right })

  it('names pages that score better or worse, the worst first', () => {
    const before = { a: page(0.9), b: page(0.5, { title: true }), c: page(0.7), d: page(0.8) }
    const now = { a: page(0.6), b: page(0.9, { title: false }), c: page(0.702), d: page(0.8) }
    expect(changedPages(before, now)).toEqual([
      { id: 'b', isBetter: false, what: 'title wrong now' },
      { id: 'a', isBetter: false, what: 'text 0.900 → 0.600' },
      { id: 'b', isBetter: true, what: 'text 0.500 → 0.900' },
    ])
  })

  it('says nothing of pages that were not scored before', () => {
    expect(changedPages({}, { a: page(0.1) })).toEqual([])
  })
})
