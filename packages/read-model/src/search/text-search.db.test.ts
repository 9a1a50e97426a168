import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { classified, entry } from '../../test/events.ts'
import { findArticles } from '../ask/articles.ts'
import { project } from '../project/project.ts'

const count = 2_100
const publishedAt = (at: number) => new Date(Date.UTC(2026, 2, 1) + at * 1_000).toISOString()

describe.each(databases)('search, on $name', ({ openEmpty }) => {
  it('finds the newest of many, as it does of few, whatever else is asked for', async () => {
    await using database = await openEmpty()
    const articles = Array.from({ length: count }, (_, at) => {
      const told = { publishedAt: publishedAt(at), outlet: at % 2 === 0 ? 'Courier' : 'Post', topic: `topic-${at % 3}` }
      return entry(classified(`${at}`, told), at % 700 === 5 ? 'A tram and a ferry.' : 'A tram.')
    })
    for (let at = 0; at < count; at += 500) await project(database, articles.slice(at, at + 500))
    const found = async (filter: object, more: object = {}) => {
      const { items, next } = await findArticles(database, filter, { limit: 3, ...more })
      return { names: items.map(({ title }) => Number(title.split(' ')[1])), next }
    }
    const first = await found({ search: 'trams' })
    expect(first.names).toEqual([2099, 2098, 2097])
    expect((await found({ search: 'trams' }, { cursor: first.next })).names).toEqual([2096, 2095, 2094])
    expect((await found({ search: 'trams', outlet: 'Courier', topic: 'topic-1' })).names).toEqual([2098, 2092, 2086])
    expect((await found({ search: 'trams', untilMs: Date.parse(publishedAt(7)) })).names).toEqual([6, 5, 4])
    expect((await found({ search: 'tram ferries' })).names).toEqual([1405, 705, 5])
    expect((await found({ search: 'ferry', outlet: 'Courier' })).names).toEqual([])
  })
})
