import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { createDeduper, type DedupeInput } from './deduper.ts'

const { ferry, orchard, bridgeOne, bridgeTwo, bridgeThree, otherBridge, election } = articles

const anArticle = (
  id: string,
  article: { title: string; text: string },
  publishedAt: string | null = null,
): DedupeInput => ({
  id,
  url: null,
  ...article,
  publishedAt,
})

describe('createDeduper', () => {
  it('answers each article by what came before it', () => {
    const deduper = createDeduper()
    const edited = { title: 'Fares', text: `${ferry.text}\n\nThis report was extended at noon.` }
    const lines = [
      deduper.add(anArticle('1', ferry)),
      deduper.add(anArticle('2', orchard)),
      deduper.add(anArticle('3', ferry)),
      deduper.add(anArticle('4', edited)),
    ]
    expect(lines.map(({ relation }) => relation)).toEqual(['new', 'new', 'exact', 'near'])
    expect(lines.map(({ canonicalId }) => canonicalId)).toEqual(['1', '2', '1', '1'])
    expect(lines[0]?.storyId).toBe(lines[3]?.storyId)
    expect(lines[0]?.storyId).not.toBe(lines[1]?.storyId)
  })

  it('shows what a partial copy took from where', () => {
    const deduper = createDeduper()
    deduper.add(anArticle('1', orchard))
    const taken = orchard.text.split('\n\n').slice(0, 2).join('\n\n')
    const text = `${ferry.text}\n\n${taken}`
    const line = deduper.add(anArticle('2', { title: 'Both', text }))
    expect(line).toMatchObject({ relation: 'partial', canonicalId: '2', matches: [{ id: '1', relation: 'partial' }] })
    const [passage] = line.passages
    expect(passage?.source.id).toBe('1')
    expect(text.slice(passage?.start, passage?.end)).toBe(
      orchard.text.slice(passage?.source.start, passage?.source.end),
    )
  })

  it('puts reports on one happening into one story and others elsewhere', () => {
    const deduper = createDeduper()
    const reports = [bridgeOne, otherBridge, bridgeTwo, election, bridgeThree]
    const lines = reports.map((report, at) => deduper.add(anArticle(`${at}`, report, `2024-03-0${at + 1}T08:00:00Z`)))
    expect(new Set(lines.map(({ relation }) => relation))).toEqual(new Set(['new']))
    const [one, other, two, vote, three] = lines.map(({ storyId }) => storyId)
    expect(two).toBe(one)
    expect(three).toBe(one)
    expect(new Set([one, other, vote]).size).toBe(3)
  })

  it('finds a copy after an article with a date far ahead', () => {
    const deduper = createDeduper({ minArticles: 0 })
    deduper.add(anArticle('1', ferry, '2024-03-01T08:00:00Z'))
    deduper.add(anArticle('2', orchard, '9999-01-01T00:00:00Z'))
    expect(deduper.add(anArticle('3', ferry, '2024-03-01T09:00:00Z')).relation).toBe('exact')
  })

  it('takes articles without words, dates or titles as they come', () => {
    const deduper = createDeduper()
    for (const id of ['1', '2']) {
      const line = deduper.add({ id, url: null, title: null, text: '', publishedAt: 'yesterday' })
      expect(line).toMatchObject({ id, relation: 'new', canonicalId: id, matches: [], passages: [] })
    }
  })
})
