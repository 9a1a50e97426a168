import { describe, expect, it } from 'vitest'
import { aboutEvent } from './about.ts'

const about = (type: string, data: unknown) => aboutEvent({ type, subject: 's 1', data })

describe('what an event is about', () => {
  it('leads to its article and run', () => {
    const { text, links } = about('article.classified', { title: 'Trams', articleId: 'a1', url: 'https://a.example/1' })
    expect(text).toBe('Trams')
    expect(links.map(({ href }) => href)).toEqual([
      '/articles/a1',
      '/jobs?state=ended&match=https%3A%2F%2Fa.example%2F1',
    ])
  })

  it('tells why a run ended', () => {
    const data = {
      url: 'https://a.example/1',
      stage: 'fetch',
      cause: 'error',
      error: { name: 'Timeout', message: 'late' },
    }
    expect(about('url.failed', data)).toMatchObject({ text: data.url, more: 'fetch · error · Timeout · late' })
  })

  it('tells who changed from where to where', () => {
    const data = {
      holder: 'Ida',
      holderId: 'h1',
      topicId: 'a/b',
      from: { stance: 'support' },
      to: { stance: 'oppose' },
    }
    expect(about('position.changed', data)).toEqual({
      text: 'Ida: from support to oppose',
      links: [{ href: '/topics/a%2Fb?holder=h1', text: 'statements' }],
    })
  })

  it.each([null, 'text', 3, [], { title: 4, url: null }])('stands also where the data is %j', (data) => {
    for (const type of ['article.x', 'url.x', 'story.x', 'original.x', 'position.x', 'new.thing', ''])
      expect(() => about(type, data)).not.toThrow()
    expect(about('new.thing', data)).toEqual({ text: 's 1', links: [] })
  })
})
