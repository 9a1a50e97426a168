import { describe, expect, it } from 'vitest'
import { compileTopic } from '../topic/compile-topic.ts'
import { relevance } from './relevance.ts'

const topic = compileTopic({
  id: 'night-trains',
  title: 'Night trains in Chile',
  proposition: 'Chile should subsidise night trains.',
  keywords: {
    must: [
      ['night train', 'night trains'],
      ['Chile', 'Chilean'],
    ],
    any: ['rail'],
    not: ['model railway'],
  },
  scope: { out: ['museum trains'] },
})
const article = (title: string | null, text: string, language?: string) => ({ title, text, language: language ?? null })

describe('relevance', () => {
  it('finds an article that talks of the action on topic', () => {
    const found = relevance(
      topic,
      article('Chile to subsidise night trains', 'The Chilean state will subsidise night trains from May.'),
    )
    expect(found.onTopic).toBe(true)
    expect(found.hits.missing).toEqual([])
    expect(found.hits.must).toEqual([['night train'], ['Chile', 'Chilean']])
    expect(found.hits.actionSentences).toBeGreaterThan(0)
  })
  it('names the group that is missing and stays off topic', () => {
    const found = relevance(topic, article(null, 'Peru will subsidise night trains.'))
    expect(found.onTopic).toBe(false)
    expect(found.hits.missing).toEqual([1])
  })
  it('lowers the score for near misses and never vetoes', () => {
    const plain =
      'Chile should subsidise night trains, the minister said. Night trains cost money, but Chile wants night trains.'
    const near = `${plain} Museum trains and a model railway were shown as well.`
    const [a, b] = [relevance(topic, article('Night trains', plain)), relevance(topic, article('Night trains', near))]
    expect(b.score).toBeLessThan(a.score)
    expect(b.score).toBeGreaterThan(0)
    expect(b.hits.lowered).toEqual(expect.arrayContaining(['model railway', 'museum']))
  })
  it('scores lower when another country acts', () => {
    const home = relevance(topic, article('Chile backs night trains', 'Night trains in Chile need money.'))
    const away = relevance(topic, article('Peru backs night trains', 'Peru runs night trains. Chile does not.'))
    expect(away.score).toBeLessThan(home.score)
  })
  it('matches forms in other languages and in scripts without spaces', () => {
    const polish = compileTopic({ ...topic.topic, keywords: { must: [['pociągi nocne'], ['Chile']] } })
    expect(relevance(polish, article(null, 'Chile: pociągi nocne wracają.', 'pl')).hits.missing).toEqual([])
    const chinese = compileTopic({ ...topic.topic, keywords: { must: [['夜行列车']] } })
    expect(relevance(chinese, article(null, '智利恢复夜行列车服务。', 'zh')).hits.missing).toEqual([])
  })
  it('matches whole words only', () => {
    const tram = compileTopic({ ...topic.topic, keywords: { must: [['tram']] } })
    expect(relevance(tram, article(null, 'The trample was heard. Trampoline!')).onTopic).toBe(false)
  })
  it('returns a score between 0 and 1 for empty and hostile input', () => {
    for (const text of ['', 'a'.repeat(1_000_000), 'night trains Chile '.repeat(50_000), '😀'.repeat(300_000)]) {
      const { score } = relevance(topic, article(null, text))
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })
})
