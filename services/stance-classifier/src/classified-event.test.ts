import {
  type DedupVerdict,
  eventBytesMax,
  type Position,
  TerminalEvent,
  type TopicPositions,
} from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { classifiedEvent } from './classified-event.ts'

const verdict: DedupVerdict = {
  v: 1,
  urlId: `u${'1'.repeat(32)}`,
  run: 2,
  url: 'https://news.example/rain',
  article: {
    articleId: `a${'1'.repeat(32)}`,
    title: 'Council plans a rain tax',
    outlet: 'Drizzleford Echo',
    authors: [],
    publishedAt: '2024-02-26T09:00:00.000Z',
    modifiedAt: null,
    fetchedAt: '2024-02-27T10:00:00.000Z',
    language: 'en',
    kind: 'article',
    topics: [{ id: 'rain-tax', relevance: 0.9 }],
  },
  standing: {
    relation: 'new',
    similarity: 0,
    groupId: `a${'1'.repeat(32)}`,
    storyId: `s${'1'.repeat(32)}`,
    revision: 1,
    textHash: `t${'1'.repeat(32)}`,
    reuses: [],
  },
}

const aPosition = (holder: string, confidence: number, quote = 'the drains cost money'): Position => ({
  holder,
  holderType: 'person',
  affiliation: null,
  stance: 'support',
  sub: null,
  strength: 'strong',
  confidence,
  quote,
  start: 0,
  end: quote.length,
  attribution: 'direct_quote',
  aka: [],
})

const onTopic = (id: string, positions: Position[]): TopicPositions => ({
  id,
  relevance: 0.9,
  articleStance: 'neutral',
  stanceStatus: 'classified',
  positions,
})

const holdersOf = (event: ReturnType<typeof classifiedEvent>) =>
  event.data.topics.flatMap(({ positions }) => positions.map(({ holder }) => holder))

describe('classifiedEvent', () => {
  it('states article, standing and positions, and keeps its contract', () => {
    const event = classifiedEvent(verdict, [onTopic('rain-tax', [aPosition('Hilda Puddle', 0.9)])])
    expect(TerminalEvent.safeParse(event).error).toBeUndefined()
    expect(event.data).toMatchObject({ run: 2, title: 'Council plans a rain tax', relation: 'new', truncated: false })
    expect(holdersOf(event)).toEqual(['Hilda Puddle'])
  })

  it('leaves out the least sure positions where there are more than fit, and says so', () => {
    const long = '€'.repeat(1_000)
    const positions = Array.from({ length: 90 }, (_, at) => aPosition(`Holder ${at}`, at / 100, long))
    const event = classifiedEvent(verdict, [onTopic('rain-tax', positions)])
    const kept = holdersOf(event)
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(eventBytesMax - 1_000)
    expect(event.data.truncated).toBe(true)
    expect(kept.length).toBeGreaterThan(10)
    expect(kept).toEqual(positions.slice(-kept.length).map(({ holder }) => holder))
  })

  it('keeps as many as fit although all are equally sure', () => {
    const positions = Array.from({ length: 90 }, (_, at) => aPosition(`Holder ${at}`, 0.8, '€'.repeat(1_000)))
    const event = classifiedEvent(verdict, [onTopic('rain-tax', positions)])
    expect(holdersOf(event).length).toBeGreaterThan(10)
    expect(event.data.truncated).toBe(true)
    expect(TerminalEvent.safeParse(event).error).toBeUndefined()
  })

  it('keeps the surest hundred of a topic, in their order', () => {
    const positions = Array.from({ length: 130 }, (_, at) => aPosition(`Holder ${at}`, at < 30 ? 0.1 : 0.9, 'yes'))
    const event = classifiedEvent(verdict, [onTopic('rain-tax', positions)])
    expect(holdersOf(event)).toEqual(positions.slice(30).map(({ holder }) => holder))
    expect(event.data.truncated).toBe(true)
  })

  it('keeps every topic although its positions do not fit', () => {
    const topics = Array.from({ length: 20 }, (_, n) =>
      onTopic(
        `topic-${n}`,
        Array.from({ length: 100 }, (__, at) => aPosition(`Holder ${at}`, 0.5, 'x'.repeat(900))),
      ),
    )
    const event = classifiedEvent(verdict, topics)
    expect(event.data.topics.map(({ id }) => id)).toEqual(topics.map(({ id }) => id))
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(eventBytesMax)
    expect(TerminalEvent.safeParse(event).error).toBeUndefined()
  })
})
