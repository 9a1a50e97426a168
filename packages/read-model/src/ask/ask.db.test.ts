import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import {
  articleId,
  classified,
  duplicated,
  entry,
  failed,
  position,
  stopped,
  storyId,
  urlId,
} from '../../test/events.ts'
import { holderId } from '../project/holder-id.ts'
import { project } from '../project/project.ts'
import { findArticles, readArticle } from './articles.ts'
import { BadCursorError } from './cursor.ts'
import { ordinalOf, readEvent, readEvents, readOnwards } from './events.ts'
import { countPositions, findPositions } from './positions.ts'
import { findRuns, readCounters, readTrace } from './runs.ts'
import { findStatements } from './statements.ts'
import { findStories, readStory } from './stories.ts'

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`
const ida = (stance: 'support' | 'oppose', more = {}) =>
  position('Ida Holm', stance, { affiliation: 'Harbour Council', ...more })
const story = (name: string, size: number) => ({
  type: size === 1 ? ('story.created' as const) : ('story.updated' as const),
  data: {
    ...{ storyId: storyId(name), title: `Story ${name}`, articleId: articleId(name), size, topics: ['tram-line'] },
    ...{ outlets: ['Courier'], firstAt: at(1), lastAt: at(size) },
  },
})

const history = () => [
  entry(story('a', 1)),
  entry(
    classified('a', { publishedAt: at(1), outlet: 'Courier', positions: [ida('support')] }),
    'The trams are coming, promised Ida Holm.',
  ),
  entry(duplicated('b', 'a', { publishedAt: at(2), outlet: 'Herald' }), 'The trams are coming, Ida Holm promised.'),
  entry(story('a', 2)),
  entry(
    classified('c', {
      publishedAt: at(3),
      outlet: 'Post',
      story: 'a',
      positions: [ida('oppose'), position('Jon Berg', 'mixed')],
      reuses: [{ articleId: articleId('a'), similarity: 0.3 }],
    }),
    'No tram will ever come, says Ida Holm now. Jon Berg wavers.',
  ),
  entry(
    classified('d', { publishedAt: at(4), outlet: 'Post', topic: 'rain-tax', language: 'fr' }),
    'La pluie sera taxée, et les élèves marchent.',
  ),
  entry(stopped('e')),
  entry(failed('f')),
]

describe.each(databases)('the archive, asked on $name', ({ openEmpty }) => {
  let database: TestDatabase
  const page = { limit: 10 }
  const names = async (...asked: Parameters<typeof findArticles> extends [unknown, ...infer Rest] ? Rest : never) =>
    (await findArticles(database, ...asked)).items.map(({ title }) => title.slice(-1)).join('')

  beforeAll(async () => {
    database = await openEmpty()
    await project(database, history())
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('gives articles, the newest first, a page at a time', async () => {
    expect(await names({}, page)).toBe('dcba')
    const first = await findArticles(database, {}, { limit: 3 })
    expect(first.items).toHaveLength(3)
    expect(await names({}, { limit: 3, cursor: first.next ?? '' })).toBe('a')
    await expect(findArticles(database, {}, { limit: 3, cursor: 'x' })).rejects.toThrow(BadCursorError)
  })

  it.each([
    ['words in another form, and whatever case', { search: 'TRAM promises' }, 'ba'],
    ['all of the words', { search: 'tram never' }, ''],
    ['words without their accents, in another language', { search: 'eleve taxees' }, 'd'],
    ['signs alone, which nothing holds', { search: '"; drop table' }, ''],
    ['signs that mean something to a database', { search: `' OR "* (` }, ''],
    ['a topic', { topic: 'tram-line' }, 'cba'],
    ['an outlet', { outlet: 'Post' }, 'dc'],
    ['a language', { language: 'fr' }, 'd'],
    ['a relation', { relation: 'near' }, 'b'],
    ['a stance that somebody takes', { stance: 'oppose' }, 'c'],
    ['a stance on a topic', { stance: 'support', topic: 'tram-line' }, 'a'],
    ['a stance on another topic', { stance: 'support', topic: 'rain-tax' }, ''],
    ['a group', { group: articleId('a') }, 'ba'],
    ['a story', { story: storyId('a') }, 'cba'],
    ['a time', { sinceMs: Date.parse(at(2)), untilMs: Date.parse(at(4)) }, 'cb'],
    ['several at once', { search: 'tram', outlet: 'Post' }, 'c'],
    ['nothing that is there', { topic: 'unheard-of' }, ''],
  ])('finds articles by %s', async (_, filter, found) => {
    expect(await names(filter, page)).toBe(found)
  })

  it('gives an article with its text, statements, group, and who reuses whom', async () => {
    const a = await readArticle(database, articleId('a'))
    expect(a?.text).toBe('The trams are coming, promised Ida Holm.')
    expect(a?.group.members.map(({ title }) => title)).toEqual(['Article a', 'Article b'])
    expect(a?.reusedBy).toMatchObject([{ articleId: articleId('c'), similarity: 0.3 }])
    const c = await readArticle(database, articleId('c'))
    expect(c?.reuses).toMatchObject([{ articleId: articleId('a'), title: 'Article a' }])
    expect(c?.statements.map(({ name, stance }) => `${name} ${stance}`)).toEqual(['Ida Holm oppose', 'Jon Berg mixed'])
    expect(c?.revisions).toHaveLength(1)
    expect(await readArticle(database, articleId('unheard of'))).toBeUndefined()
  })

  it('tells where everybody stands on a topic now, by stance, type, affiliation and outlet', async () => {
    const who = async (more: object) =>
      (await findPositions(database, { topic: 'tram-line', ...more }, page)).items.map(
        ({ name, stance }) => `${name} ${stance}`,
      )
    expect((await who({})).sort()).toEqual(['Ida Holm oppose', 'Jon Berg mixed'])
    expect(await who({ stance: 'oppose' })).toEqual(['Ida Holm oppose'])
    expect(await who({ affiliation: 'Harbour Council', outlet: 'Post' })).toEqual(['Ida Holm oppose'])
    expect(await who({ holderType: 'country' })).toEqual([])
    expect(await who({ topic: 'rain-tax' })).toEqual([])
    const [holder] = (await findPositions(database, { topic: 'tram-line', stance: 'oppose' }, page)).items
    expect(holder).toMatchObject({ statements: 2, sinceAt: at(3), url: 'https://courier.example/c' })
    expect(await countPositions(database, 'tram-line')).toHaveLength(2)
  })

  it('counts the outlets that carried a holder by copies too, as the export does', async () => {
    const [ida] = (await findPositions(database, { topic: 'tram-line', stance: 'oppose' }, page)).items
    expect(ida).toMatchObject({ name: 'Ida Holm', statements: 2, outlets: ['Courier', 'Herald', 'Post'].length })
  })

  it('tells what a holder has said over time, a page at a time', async () => {
    const asked = { topic: 'tram-line', holder: holderId('Ida Holm') }
    const first = await findStatements(database, asked, { limit: 1 })
    expect(first.items.map(({ stance, name }) => `${name} ${stance}`)).toEqual(['Ida Holm oppose'])
    const rest = await findStatements(database, asked, { limit: 1, cursor: first.next ?? '' })
    expect(rest).toMatchObject({ items: [{ stance: 'support', statedAt: at(1) }], next: null })
  })

  it('gives stories with their articles', async () => {
    expect((await findStories(database, { topic: 'tram-line' }, page)).items).toMatchObject([
      { size: 2, title: 'Story a' },
    ])
    expect((await findStories(database, { topic: 'rain-tax' }, page)).items).toEqual([])
    expect((await readStory(database, storyId('a')))?.articles.map(({ title }) => title.slice(-1))).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(await readStory(database, storyId('unheard of'))).toBeUndefined()
  })

  it('finds runs by what became of them, and tells the runs of a URL', async () => {
    const urls = async (filter: object) =>
      (await findRuns(database, filter, page)).items.map(({ url }) => url.slice(-1)).join('')
    expect(await urls({ endedBy: 'url.failed' })).toBe('f')
    expect(await urls({ errorName: 'TimeoutError' })).toBe('f')
    expect(await urls({ reason: 'off-topic', stage: 'parse' })).toBe('e')
    expect(await urls({ host: 'courier.example' })).toBe('fedcba')
    expect(await urls({ topic: 'rain-tax' })).toBe('d')
    expect(await urls({ url: 'https://courier.example/c' })).toBe('c')
    const first = await findRuns(database, {}, { limit: 4 })
    expect((await findRuns(database, {}, { limit: 4, cursor: first.next ?? '' })).items).toHaveLength(2)
    expect(await readTrace(database, urlId('e'))).toMatchObject([
      { run: 1, endedBy: 'url.stopped', sourceId: 'courier-news', steps: [{ stage: 'fetch' }, { stage: 'parse' }] },
    ])
  })

  it('gives events in their order, from any of them on', async () => {
    const all = await readEvents(database, {}, { after: 0, limit: 100 })
    expect(all.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    const after = (await ordinalOf(database, all[5]?.id ?? '')) ?? 0
    const rest = await readEvents(database, { types: ['url.failed'] }, { after, limit: 100 })
    expect(rest.map(({ body }) => JSON.parse(body).type)).toEqual(['url.failed'])
    expect(JSON.parse((await readEvent(database, all[0]?.id ?? '')) ?? '')).toMatchObject({ type: 'story.created' })
    expect(await ordinalOf(database, 'e0')).toBeUndefined()
  })

  it('reads on behind what was looked at, whether it was asked for or not', async () => {
    const types = ['url.failed']
    const all = await readOnwards(database, {}, { after: 0, limit: 3 })
    expect([all.events.map(({ ordinal }) => ordinal), all.reached]).toEqual([[1, 2, 3], 3])
    const { events, reached } = await readOnwards(database, { types }, { after: 0, limit: 100 })
    expect([events.length, reached]).toEqual([1, 8])
    expect(await readOnwards(database, { subject: 'nobody' }, { after: 3, limit: 100 })).toEqual({
      events: [],
      reached: 8,
    })
    for (const after of [8, 9])
      expect(await readOnwards(database, {}, { after, limit: 100 })).toEqual({ events: [], reached: after })
  })

  it('gives the counters of a span of time', async () => {
    const rows = await readCounters(database, { sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER })
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(
      new Set(['passed', 'article.classified', 'article.duplicated', 'stop:off-topic', 'fail:error']),
    )
  })
})
