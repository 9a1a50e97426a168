import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { articleId, classified, duplicated, entry, position, stopped, storyId } from '../../test/events.ts'
import { project } from '../project/project.ts'
import { readArticleStances } from './article-stances.ts'
import { BadCursorError } from './cursor.ts'
import { findNewestEvents } from './events.ts'
import { readStoryFirsts } from './story-firsts.ts'

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`
const history = () => [
  entry(
    classified('b', {
      publishedAt: at(5),
      outlet: 'Post',
      story: 'b',
      positions: [position('Ida Holm', 'support'), position('Ida Holm', 'support'), position('Jon Berg', 'oppose')],
    }),
  ),
  entry(duplicated('a', 'b', { publishedAt: at(2), outlet: 'Herald' })),
  entry(stopped('e')),
]

describe.each(databases)('what is newest on $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    await project(database, history())
  })
  afterAll(() => database[Symbol.asyncDispose]())

  const typesOf = (items: readonly { body: string }[]) => items.map(({ body }) => JSON.parse(body).type)

  it('gives events, the last one first, a page at a time', async () => {
    const first = await findNewestEvents(database, {}, { limit: 2 })
    expect(typesOf(first.items)).toEqual(['url.stopped', 'article.duplicated'])
    const rest = await findNewestEvents(database, {}, { limit: 2, cursor: first.next ?? '' })
    expect(typesOf(rest.items)).toEqual(['article.classified'])
    expect(rest.next).toBeNull()
    await expect(findNewestEvents(database, {}, { limit: 2, cursor: 'x' })).rejects.toThrow(BadCursorError)
  })

  it('gives only events of the types, subject and time that are asked for', async () => {
    const found = async (filter: object) => typesOf((await findNewestEvents(database, filter, { limit: 9 })).items)
    expect(await found({ types: ['url.stopped', 'article.classified'] })).toEqual(['url.stopped', 'article.classified'])
    expect(await found({ subject: articleId('a') })).toEqual(['article.duplicated'])
    expect(await found({ untilMs: 0 })).toEqual([])
  })

  it('counts each holder of a stance in an article once', async () => {
    const ids = [articleId('a'), articleId('b')]
    expect(Object.fromEntries(await readArticleStances(database, ids))).toEqual({
      [articleId('b')]: [
        { stance: 'oppose', holders: 1 },
        { stance: 'support', holders: 1 },
      ],
    })
    expect(await readArticleStances(database, ids, 'unheard-of')).toEqual(new Map())
    expect(await readArticleStances(database, [])).toEqual(new Map())
  })

  it('tells who was first in a story, also where the first came later', async () => {
    const ids = [storyId('b'), storyId('unheard of')]
    expect(await readStoryFirsts(database, [])).toEqual(new Map())
    expect(Object.fromEntries(await readStoryFirsts(database, ids))).toMatchObject({
      [storyId('b')]: { articleCount: 2, first: { articleId: articleId('a'), outlet: 'Herald', publishedAt: at(2) } },
      [storyId('unheard of')]: { articleCount: 0, first: null },
    })
  })
})
