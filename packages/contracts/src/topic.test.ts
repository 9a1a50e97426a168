import { describe, expect, it } from 'vitest'
import { Topic } from './topic.ts'

const least = {
  id: 'tram-line',
  title: 'The tram line',
  proposition: 'The town should build a tram line to the harbour',
  keywords: { must: [['tram', 'light rail']] },
}

describe('Topic', () => {
  it('needs no more than id, title, proposition and words that must occur', () => {
    expect(Topic.parse(least)).toEqual(least)
    for (const field of ['id', 'title', 'proposition', 'keywords']) {
      expect(Topic.safeParse({ ...least, [field]: undefined }).success, field).toBe(false)
    }
  })

  it.each([
    ['capitals in its id', { id: 'Tram' }],
    ['two hyphens in a row in its id', { id: 'tram--line' }],
    ['no word that must occur', { keywords: { must: [] } }],
    ['an empty group of words', { keywords: { must: [[]] } }],
    ['an empty word', { keywords: { must: [[' ']] } }],
    ['a key that nobody reads', { keyword: {} }],
    ['a key that nobody reads, further down', { keywords: { must: [['tram']], also: ['bus'] } }],
    ['an example with a stance that is none', { examples: [{ text: 'We like it.', stance: 'neutral' }] }],
  ])('refuses %s', (_, wrong) => {
    expect(Topic.safeParse({ ...least, ...wrong }).success).toBe(false)
  })
})
