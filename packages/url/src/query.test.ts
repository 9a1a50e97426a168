import { describe, expect, it } from 'vitest'
import { plainQuery } from './query.ts'

const behindSlug = { domain: 'paper.example', pathNamesArticle: true }
const behindScript = { domain: 'paper.example', pathNamesArticle: false }

describe('plainQuery', () => {
  it('takes an ambiguous parameter for tracking only where the path names the article', () => {
    expect(plainQuery('?ref=river-desk', behindSlug)).toBe('')
    expect(plainQuery('?ref=river-desk', behindScript)).toBe('?ref=river-desk')
    expect(plainQuery('?ref=homepage', behindScript)).toBe('')
  })

  it('keeps an ambiguous parameter whose value looks like an id', () => {
    for (const id of ['20240311', 'ab1234', 'f81d4fae-7dec', '5031'])
      expect(plainQuery(`?ref=${id}`, behindSlug)).toBe(`?ref=${id}`)
  })

  it('drops a switch and keeps a number under the same name', () => {
    for (const on of ['print', 'print=', 'print=1', 'print=true']) expect(plainQuery(`?${on}`, behindScript)).toBe('')
    expect(plainQuery('?print=57', behindScript)).toBe('?print=57')
  })

  it('keeps a bare key, which may be the whole name', () => {
    expect(plainQuery('?2024/rain-tax', behindScript)).toBe('?2024%2Frain-tax')
  })

  it('sorts, removes repeats, and spells spaces one way', () => {
    expect(plainQuery('?b=x+y&a=1&b=x%20y', behindScript)).toBe('?a=1&b=x%20y')
  })

  it('knows what one site alone uses for tracking', () => {
    expect(plainQuery('?hl=en&gl=US', { domain: 'google.com', pathNamesArticle: false })).toBe('')
    expect(plainQuery('?hl=en', behindScript)).toBe('?hl=en')
  })
})
