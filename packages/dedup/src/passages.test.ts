import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { passages, shareOf } from './passages.ts'

const { ferry, orchard } = articles
const [, taken = ''] = orchard.text.split('\n\n')

describe('passages', () => {
  it('shows what was taken, with offsets into both texts', () => {
    const text = `${ferry.text}\n\n“${taken}” – so it was written.`
    const [passage, ...rest] = passages(text, orchard.text)
    expect(rest).toEqual([])
    expect(passage && text.slice(passage.start, passage.end)).toBe(taken.slice(0, -1))
    expect(passage && orchard.text.slice(passage.sourceStart, passage.sourceEnd)).toBe(taken.slice(0, -1))
  })

  it('bridges an edited word', () => {
    const edited = taken.replace('hardly a tree', 'scarcely any tree')
    expect(passages(edited, orchard.text)).toHaveLength(1)
    expect(shareOf(passages(edited, orchard.text), edited)).toBeGreaterThan(0.95)
  })

  it('finds nothing in independent texts or empty ones', () => {
    for (const [a, b] of [
      [ferry.text, orchard.text],
      ['', orchard.text],
      [ferry.text, ''],
    ] as const)
      expect(passages(a, b)).toEqual([])
  })

  it('does not take a common phrase for a passage', () => {
    expect(passages('at the end of the day it rained', 'at the end of the day it snowed')).toEqual([])
  })

  it('bounds what it finds in texts that repeat themselves', () => {
    expect(passages('word '.repeat(100_000), 'word '.repeat(100_000)).length).toBeLessThanOrEqual(100)
    expect(passages('a b c d '.repeat(20_000), 'a b c e '.repeat(20_000)).length).toBeLessThanOrEqual(100)
  })
})

describe('shareOf', () => {
  it('counts overlapping passages once and lies between 0 and 1', () => {
    const text = '0123456789'
    expect(
      shareOf(
        [
          { start: 0, end: 5 },
          { start: 3, end: 6 },
        ],
        text,
      ),
    ).toBeCloseTo(0.6)
    expect(shareOf([], text)).toBe(0)
    expect(shareOf([{ start: 0, end: 99 }], text)).toBe(1)
    expect(shareOf([{ start: 0, end: 1 }], '')).toBe(0)
  })
})
