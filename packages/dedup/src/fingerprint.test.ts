import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { fingerprint } from './fingerprint.ts'

const hashOf = (text: string, title: string | null = null): string => fingerprint({ title, text }).textHash

describe('fingerprint', () => {
  it('hashes alike what differs only in case, spacing, punctuation and form', () => {
    const { text } = articles.ferry
    expect(hashOf(text.toUpperCase().toLowerCase().replace(/\s+/g, ' '))).toBe(hashOf(text))
    expect(hashOf(text.replace(/[“”.,]/g, ' '))).toBe(hashOf(text))
    expect(hashOf(text.replaceAll('fi', 'ﬁ'))).toBe(hashOf(text))
    expect(hashOf(text)).toMatch(/^t[0-9a-f]{32}$/)
  })

  it('leaves the title out, unless the text is too short to be an article', () => {
    expect(hashOf(articles.ferry.text, 'One')).toBe(hashOf(articles.ferry.text, 'Two'))
    expect(hashOf('Watch the video above.', 'One')).not.toBe(hashOf('Watch the video above.', 'Two'))
  })

  it('tells one changed word', () => {
    expect(hashOf(articles.ferry.text.replace('third', 'fourth'))).not.toBe(hashOf(articles.ferry.text))
  })
})
