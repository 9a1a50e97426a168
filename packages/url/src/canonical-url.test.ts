import { describe, expect, it } from 'vitest'
import variants from '../fixtures/variants.json' with { type: 'json' }
import { canonicalUrl } from './canonical-url.ts'

describe('canonicalUrl', () => {
  it.each(variants)('gives one address to every variant of $article', ({ article, same }) => {
    const expected = canonicalUrl(article)
    expect(expected).not.toBeNull()
    expect(same.filter((url) => canonicalUrl(url) !== expected)).toEqual([])
  })

  it.each(variants)('keeps every other article apart from $article', ({ article, other }) => {
    const expected = canonicalUrl(article)
    expect(other.filter((url) => canonicalUrl(url) === expected)).toEqual([])
  })

  it('changes nothing when applied twice', () => {
    const all = variants.flatMap(({ article, same, other }) => [article, ...same, ...other])
    expect(all.length).toBeGreaterThan(200)
    for (const url of all) {
      const once = canonicalUrl(url)
      expect(canonicalUrl(once ?? '')).toBe(once)
    }
  })

  it('joins articles of no two sets', () => {
    const canonical = variants.map(({ article }) => canonicalUrl(article))
    expect(new Set(canonical).size).toBe(variants.length)
  })

  it('chooses https except where only the plain address can answer', () => {
    expect(canonicalUrl('http://www.paper.example/a')).toBe('https://paper.example/a')
    expect(canonicalUrl('http://paper.example:8080/a')).toBe('http://paper.example:8080/a')
    expect(canonicalUrl('http://127.0.0.3/a')).toBe('http://127.0.0.3/a')
    expect(canonicalUrl('http://localhost:3000/a/')).toBe('http://localhost:3000/a')
    expect(canonicalUrl('http://[::1]:3000/a')).toBe('http://[::1]:3000/a')
  })

  it('answers null to what is no web address', () => {
    const bad = [
      '',
      ' ',
      'paper.example/a',
      '//paper.example/a',
      'ftp://paper.example/a',
      'javascript:alert(1)',
      'text:0a',
    ]
    for (const raw of [...bad, 'http://', 'https://[', `https://paper.example/${'a'.repeat(9_000)}`])
      expect(canonicalUrl(raw)).toBeNull()
  })

  it('settles quickly and for good on hostile addresses', () => {
    const wrapper = 'https://www.google.com/url?q='
    const hostile = [
      wrapper.repeat(200),
      `https://paper.example/${'amp/'.repeat(1_500)}story-1`,
      `https://paper.example/${'page/1/'.repeat(900)}`,
      `https://paper.example/story-1${'.amp.print'.repeat(700)}`,
      `https://paper.example/?${'a&'.repeat(4_000)}`,
      `https://paper.example/${'%'.repeat(8_000)}`,
      `https://paper.example/?${'=%ff'.repeat(2_000)}`,
      `https://${'www.'.repeat(60)}paper.example/`,
    ]
    for (const raw of hostile) {
      const once = canonicalUrl(raw)
      if (once !== null) expect(canonicalUrl(once)).toBe(once)
    }
  })

  it('does not unwrap an address that is no wrapper', () => {
    const url = 'https://paper.example/review?url=https%3A%2F%2Fother.example%2Fa'
    expect(canonicalUrl(url)).toBe(url)
  })
})
