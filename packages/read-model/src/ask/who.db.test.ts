import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { articleId, classified, duplicated, entry, position } from '../../test/events.ts'
import { project } from '../project/project.ts'
import { findHolders } from './holders.ts'
import { findCopies, findOutlets, latestMoment } from './outlets.ts'

const at = (day: number) => `2026-03-0${day}T09:00:00Z`
const ms = (day: number) => Date.parse(at(day))
const ever = { sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER }

const history = () => [
  entry(
    classified('a', { publishedAt: at(2), outlet: 'Courier', positions: [position('Élodie Brandt-Niel', 'support')] }),
  ),
  entry(duplicated('b', 'a', { publishedAt: at(3), outlet: 'Herald' })),
  entry(duplicated('c', 'a', { publishedAt: at(1), outlet: 'Post' })),
  entry({
    type: 'original.changed',
    data: {
      ...{ groupId: articleId('a'), original: articleId('c'), previous: articleId('a') },
      ...{ publishedAt: at(1), topics: ['tram-line'] },
    },
  }),
  entry(
    classified('d', {
      publishedAt: at(4),
      outlet: 'Herald',
      topic: 'rain-tax',
      positions: [position('Jon Berg', 'oppose', { holderType: 'organisation', aka: ['The Bergs'] })],
      reuses: [
        { articleId: articleId('a'), similarity: 0.3 },
        { articleId: articleId('b'), similarity: 0.3 },
      ],
    }),
  ),
  entry(duplicated('e', 'd', { publishedAt: at(5), outlet: 'Herald', topic: 'rain-tax' })),
]

describe.each(databases)('outlets and holders, on $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    await project(database, history())
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('counts what each outlet published, and what others took of it', async () => {
    const { items, next } = await findOutlets(database, ever, { limit: 10 })
    expect(next).toBeNull()
    expect(items[0]).toEqual({
      ...{ outlet: 'Herald', articles: 3, new: 0, exact: 0, near: 2, partial: 1, wasFirst: 0, copied: 0 },
      ...{ firstMs: ms(3), lastMs: ms(5) },
    })
    const taken = Object.fromEntries(items.map(({ outlet, wasFirst, copied }) => [outlet, [wasFirst, copied]]))
    expect(taken, 'nobody copies themselves').toEqual({ Herald: [0, 0], Post: [1, 2], Courier: [0, 1] })
    expect(await latestMoment(database)).toBe(ms(5))
  })

  it('gives outlets a page at a time, of a span and a topic', async () => {
    const names: string[] = []
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await findOutlets(database, ever, { limit: 1, cursor })
      names.push(...items.map(({ outlet }) => outlet))
      if (next === null) break
      cursor = next
    }
    expect(names).toEqual(['Herald', 'Post', 'Courier'])
    const of = async (more: object) =>
      (await findOutlets(database, { ...ever, ...more }, { limit: 9 })).items.map(({ outlet }) => outlet)
    expect(await of({ sinceMs: ms(2), untilMs: ms(3) })).toEqual(['Courier'])
    expect(await of({ topic: 'rain-tax' })).toEqual(['Herald'])
  })

  it('tells who copied whom: the first published is the source, nobody copies themselves', async () => {
    expect(await findCopies(database, ever, 10)).toEqual([
      { copier: 'Courier', source: 'Post', copies: 1, partial: 0, lastMs: ms(2) },
      { copier: 'Herald', source: 'Courier', copies: 0, partial: 1, lastMs: ms(4) },
      { copier: 'Herald', source: 'Post', copies: 1, partial: 0, lastMs: ms(3) },
    ])
    expect(await findCopies(database, { ...ever, source: 'Courier' }, 10)).toHaveLength(1)
    expect(await findCopies(database, { ...ever, copier: 'Herald', topic: 'tram-line' }, 10)).toMatchObject([
      { source: 'Post', copies: 1, partial: 0 },
    ])
    expect(await findCopies(database, { ...ever, untilMs: ms(3) }, 10)).toMatchObject([{ copier: 'Courier' }])
    expect(await findCopies(database, ever, 1)).toHaveLength(1)
  })

  it('finds holders by the beginnings of their names, type and topic, who was heard last first', async () => {
    const names = async (filter: object, limit = 10) =>
      (await findHolders(database, filter, { limit })).items.map(({ name }) => name)
    expect(await names({})).toEqual(['Jon Berg', 'Élodie Brandt-Niel'])
    expect(await names({ search: 'elodie NIEL' })).toEqual(['Élodie Brandt-Niel'])
    expect(await names({ search: 'bra' })).toEqual(['Élodie Brandt-Niel'])
    expect(await names({ search: 'randt' })).toEqual([])
    expect(await names({ search: 'the bergs' }), 'by another name').toEqual(['Jon Berg'])
    expect(await names({ search: '%_"' })).toEqual([])
    expect(await names({ type: 'organisation' })).toEqual(['Jon Berg'])
    expect(await names({ topic: 'tram-line' })).toEqual(['Élodie Brandt-Niel'])
    const { next } = await findHolders(database, {}, { limit: 1 })
    expect((await findHolders(database, {}, { limit: 1, cursor: next ?? '' })).items).toMatchObject([
      { name: 'Élodie Brandt-Niel' },
    ])
  })
})
