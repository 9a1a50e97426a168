import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { articleId, classified, entry, position } from '../../test/events.ts'
import { longHistory } from '../../test/long-history.ts'
import { holderId } from '../project/holder-id.ts'
import { project } from '../project/project.ts'
import { findChanges } from './changes.ts'
import { countStances } from './count-stances.ts'
import { findPositions } from './positions.ts'
import { findPositionsAt } from './positions-at.ts'
import { readQuoteContexts } from './quote-contexts.ts'
import { findStatements } from './statements.ts'
import { summarisePositions } from './summary.ts'
import { readTimeline } from './timeline.ts'

const topic = 'tram-line'
const page = { limit: 50 }
const ms = (at: string) => Date.parse(at)
const text = 'It rained. Ida Holm said that the tram must wait, and left.'
const quote = 'the tram must wait'
const start = text.indexOf(quote)
const council = { affiliation: 'Harbour Council' }

/** Ida moves on 9 February, and Free Rails on 12 February by words of a title. */
const history = () => [
  entry(
    classified('a', {
      publishedAt: '2026-02-02T09:00:00Z',
      outlet: 'Courier',
      positions: [
        position('Ida Holm', 'support', council),
        position('Free Rails', 'support', { holderType: 'organisation' }),
      ],
    }),
  ),
  entry(
    classified('b', {
      publishedAt: '2026-02-09T09:00:00Z',
      outlet: 'Post',
      title: 'Tram waits',
      positions: [
        position('Ida Holm', 'oppose', { ...council, start: null, end: null, quote: 'Tram waits' }),
        position('Ida Holm', 'oppose', { ...council, start, end: start + quote.length, quote }),
      ],
    }),
    text,
  ),
  entry(
    classified('c', {
      publishedAt: '2026-02-12T09:00:00Z',
      outlet: 'Courier',
      positions: [position('Free Rails', 'mixed', { holderType: 'organisation', start: null, end: null })],
    }),
  ),
]

describe.each(databases)('who moved on a topic, on $name', ({ openEmpty }) => {
  let database: TestDatabase
  let long: TestDatabase
  const changes = async (more = {}) => (await findChanges(database, { topic, ...more }, page)).items
  const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name)

  beforeAll(async () => {
    database = await openEmpty()
    await project(database, history())
    long = await openEmpty()
    await project(long, longHistory(200))
  })
  afterAll(async () => {
    await database[Symbol.asyncDispose]()
    await long[Symbol.asyncDispose]()
  })

  it('tells who moved from what to what, the latest first, by the words of the text before those of the title', async () => {
    expect(await changes()).toMatchObject([
      { name: 'Free Rails', fromStance: 'support', toStance: 'mixed', statedAt: '2026-02-12T09:00:00Z' },
      { name: 'Ida Holm', type: 'person', fromStance: 'support', toStance: 'oppose', quote, articleId: articleId('b') },
    ])
  })

  it('narrows them to whom and what is asked for', async () => {
    expect(names(await changes({ holder: holderId('Ida Holm') }))).toEqual(['Ida Holm'])
    expect(names(await changes({ holderType: 'organisation' }))).toEqual(['Free Rails'])
    expect(names(await changes({ affiliation: 'Harbour Council' }))).toEqual(['Ida Holm'])
    expect(names(await changes({ outlet: 'Courier' }))).toEqual(['Free Rails'])
    expect(names(await changes({ sinceMs: ms('2026-02-12T09:00:00Z') }))).toEqual(['Free Rails'])
    expect(names(await changes({ untilMs: ms('2026-02-12T09:00:00Z') }))).toEqual(['Ida Holm'])
    expect(await findChanges(database, { topic: 'rain-tax' }, page)).toEqual({ items: [], next: null })
  })

  it('gives every change once over its pages', async () => {
    const all = (await findChanges(long, { topic }, { limit: 1_000 })).items.map(({ id }) => id)
    expect(all.length).toBeGreaterThan(10)
    const ids: string[] = []
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await findChanges(long, { topic }, { limit: 3, cursor })
      ids.push(...items.map(({ id }) => id))
      if (next === null) break
      cursor = next
    }
    expect(ids).toEqual(all)
  })

  it('counts as many as are listed, now and at an instant', async () => {
    const atMs = ms('2026-03-01T08:00:00Z')
    const narrowed = { topic, outlet: 'Herald', holderType: 'person' }
    for (const filter of [{ topic }, narrowed, { topic, stance: 'mixed' }, { topic: 'rain-tax' }]) {
      const now = (await findPositions(long, filter, { limit: 1_000 })).items
      expect(await countStances(long, filter)).toEqual(counted(now))
      const then = (await findPositionsAt(long, filter, atMs, { limit: 1_000 })).items
      expect(await countStances(long, filter, atMs)).toEqual(counted(then))
    }
  })

  it('gives the paragraph of each quote, and none for words of a title or a text that is not kept', async () => {
    const { items } = await findStatements(database, { topic, holder: holderId('Ida Holm') }, page)
    const around = await readQuoteContexts(database, items)
    const of = (some: string) => around[items.findIndex((item) => item.quote === some)]
    expect(of(quote)).toEqual({ before: 'It rained. Ida Holm said that ', after: ', and left.' })
    expect(of('Tram waits')).toBeNull()
    expect(of('Ida Holm is heard')).toBeNull()
  })

  it('counts articles over time, and sums up what the filters leave', async () => {
    expect(await readTimeline(database, { topic, by: 'day' }, 10)).toMatchObject([
      { from: '2026-02-12', stances: { mixed: { statements: 1, articles: 1 } } },
      { from: '2026-02-09', stances: { oppose: { statements: 2, holders: 1, articles: 1 } } },
      { from: '2026-02-02', stances: { support: { statements: 2, holders: 2, articles: 1 } } },
    ])
    const people = await summarisePositions(database, { topic, by: 'outlet', holderType: 'person' }, 10)
    expect(people.map(({ name, holders, statements }) => [name, holders, statements])).toEqual([
      ['Post', 1, 2],
      ['Courier', 1, 1],
    ])
    const atCourier = await summarisePositions(database, { topic, by: 'holderType', outlet: 'Courier' }, 10)
    expect(Object.fromEntries(atCourier.map(({ name, statements }) => [name, statements]))).toEqual({
      organisation: 2,
      person: 1,
    })
    const organisations = await findStatements(database, { topic, holderType: 'organisation' }, page)
    expect(names(organisations.items)).toEqual(['Free Rails', 'Free Rails'])
  })
})

function counted(items: readonly { readonly stance: string }[]) {
  const of = (stance: string) => items.filter((item) => item.stance === stance).length
  return { support: of('support'), mixed: of('mixed'), oppose: of('oppose') }
}
