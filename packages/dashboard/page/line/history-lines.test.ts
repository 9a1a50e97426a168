import { describe, expect, it } from 'vitest'
import type { GetLineHistory } from '../api/answers.ts'
import { durationLines, endLines, paceLines } from './history-lines.ts'

const history: GetLineHistory = {
  ...{ range: '24h', stretchSeconds: 600, lastSeconds: 600, at: ['2026-03-01T00:00:00Z', '2026-03-01T00:10:00Z'] },
  stages: [
    { stage: 'fetch', passed: [20, 0], ends: { 'fail:error': [0, 10] }, workedMs: [100, null] },
    {
      ...{ stage: 'parse', passed: [10, 0], workedMs: [5, 7] },
      ends: {
        'stop:off-topic': [9, 0],
        'fail:error': [1, 1],
        'stop:a': [1, 0],
        'stop:b': [1, 0],
        'stop:c': [1, 0],
        'stop:d': [0, 1],
      },
    },
  ],
}

describe('the lines of the history', () => {
  it('tell per minute what each stage was done with, however it ended', () => {
    expect(paceLines(history).map(({ label, values }) => [label, values])).toEqual([
      ['FETCH', [2, 1]],
      ['PARSE', [2.3, 0.2]],
    ])
  })

  it('tell the pace of a stretch that is not over by the time that has passed of it', () => {
    // A steady 60 a minute, five minutes past the hour.
    const steady: GetLineHistory = {
      ...{ range: '7d', stretchSeconds: 3_600, lastSeconds: 300, at: ['2026-03-01T00:00:00Z', '2026-03-01T01:00:00Z'] },
      stages: [{ stage: 'fetch', passed: [3_600, 300], ends: {}, workedMs: [100, 100] }],
    }
    expect(paceLines(steady)[0]?.values).toEqual([60, 60])
  })

  it('tell no pace of a stretch that has only begun', () => {
    const begun: GetLineHistory = { ...history, lastSeconds: 4 }
    expect(paceLines(begun)[0]?.values).toEqual([2, null])
  })

  it('leave a gap where nothing was worked on', () => {
    expect(durationLines(history)[0]?.values).toEqual([100, null])
  })

  it('add up a reason over all stages, show the most frequent five and sum up the others', () => {
    const lines = endLines(history)
    expect(lines.slice(0, 2)).toMatchObject([
      { label: 'failed: error', values: [1, 11] },
      { label: 'off-topic', values: [9, 0] },
    ])
    expect(lines).toHaveLength(6)
    expect(lines.at(-1)).toEqual({ label: 'others', values: [0, 1], color: 6 })
  })
})
