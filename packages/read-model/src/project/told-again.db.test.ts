import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { dump } from '../../test/dump.ts'
import { articleId, classified, duplicated, entry, failed, position, storyId, urlId } from '../../test/events.ts'
import { findArticles, readArticle } from '../ask/articles.ts'
import { readRevision } from '../ask/revisions.ts'
import { type Retained, retained, retainStep } from '../retain/retain.ts'
import { deadOf } from './dead-letter.ts'
import type { Entry } from './draft.ts'
import { project } from './project.ts'
import { rebuild } from './rebuild.ts'
import { retryDead } from './retry-dead.ts'

/** Keeps the first as dead, projects the others, and brings the dead one in behind them. */
async function revived(database: TestDatabase, [dead, ...others]: readonly [Entry, ...Entry[]]) {
  await project(database, [deadOf(dead, 'of a rule of yesterday')])
  for (const other of others) await project(database, [other])
  expect(await retryDead(database)).toEqual({ revived: 1, dead: 0 })
}

const ann = (stance: 'support' | 'oppose') => [position('Ann', stance)]
const first = () => entry(classified('x', { title: 'Old title', positions: ann('support') }), 'the ferry text')
const second = () =>
  entry(classified('x', { run: 2, revision: 2, title: 'New title', positions: ann('oppose') }), 'the bridge text')

const story = (size: number) =>
  entry({
    type: size === 1 ? 'story.created' : 'story.updated',
    data: {
      ...{ storyId: storyId('s'), title: `Of ${size}`, articleId: articleId('x'), size, topics: ['tram-line'] },
      ...{ outlets: ['Courier'], firstAt: '2026-03-01T01:00:00Z', lastAt: '2026-03-01T02:00:00Z' },
    },
  })

const displayed = (original: string, previous: string) =>
  entry({
    type: 'original.changed',
    data: {
      ...{ groupId: articleId('g'), original: articleId(original), previous: articleId(previous) },
      ...{ publishedAt: '2026-03-01T01:00:00Z', topics: ['tram-line'] },
    },
  })

const discarded = () =>
  entry({
    type: 'url.discarded',
    data: { urlId: urlId('f'), run: 1, url: 'https://courier.example/f', stage: 'fetch', cause: 'error' },
  })

describe.each(databases)('what is brought in late, on $name', ({ openEmpty }) => {
  it('replaces no newer telling of an article, and adds its revision and text', async () => {
    await using database = await openEmpty()
    await revived(database, [first(), second()])
    const x = await readArticle(database, articleId('x'))
    expect(x).toMatchObject({ article: { title: 'New title', revision: 2, run: 2 }, text: 'the bridge text' })
    expect(x?.statements.map(({ stance }) => stance)).toEqual(['oppose'])
    expect(x?.revisions.map(({ revision }) => revision)).toEqual([1, 2])
    expect((await readRevision(database, articleId('x'), 1))?.text).toBe('the ferry text')
    expect((await findArticles(database, { search: 'bridge' }, { limit: 5 })).items).toHaveLength(1)
    expect((await findArticles(database, { search: 'ferry' }, { limit: 5 })).items).toHaveLength(0)
    expect(await database.db.selectFrom('standing').select('stance').execute()).toEqual([{ stance: 'oppose' }])
    expect(await database.db.selectFrom('outbox').selectAll().execute()).toEqual([])
  })

  it('replaces no later reading of the same revision', async () => {
    await using database = await openEmpty()
    const later = entry(classified('x', { run: 2, title: 'New title', positions: ann('oppose') }), 'the bridge text')
    await revived(database, [first(), later])
    expect(await readArticle(database, articleId('x'))).toMatchObject({
      article: { title: 'New title' },
      text: 'the bridge text',
      statements: [{ stance: 'oppose' }],
    })
  })

  it('is the article where only another address of it was seen meanwhile', async () => {
    await using database = await openEmpty()
    await revived(database, [first(), entry(duplicated('x', 'x', { url: 'x-mobile' }), 'the mobile text')])
    expect(await readArticle(database, articleId('x'))).toMatchObject({
      article: { relation: 'new', urlId: urlId('x') },
    })
  })

  it('makes no story smaller, no displayed original an earlier one, and no discarded run one to retry', async () => {
    await using database = await openEmpty()
    await revived(database, [story(2), story(1), story(3)])
    expect(await database.db.selectFrom('story').select('size').execute()).toEqual([{ size: 3 }])
    await revived(database, [displayed('h', 'g'), displayed('i', 'h')])
    expect(await database.db.selectFrom('articleGroup').select('original').execute()).toEqual([
      { original: articleId('i') },
    ])
    await revived(database, [entry(failed('f')), discarded()])
    const [run] = await database.db.selectFrom('run').select('discardedMs').execute()
    expect(run?.discardedMs).toBeGreaterThan(0)
  })

  it('ends in the tables that a rebuild makes', async () => {
    await using database = await openEmpty()
    for (const some of [
      [first(), second()],
      [story(2), story(1), story(3)],
      [displayed('h', 'g'), displayed('i', 'h')],
      [entry(failed('f')), discarded()],
    ] as [Entry, ...Entry[]][])
      await revived(database, some)
    const before = await dump(database)
    await rebuild(database)
    expect(await dump(database)).toEqual(before)
  })
})

describe.each(databases)('an article that ends as a copy, on $name', ({ openEmpty }) => {
  const wire = () => entry(classified('z', { positions: [position('Bob', 'support')] }), 'wire text')
  const history = () => [
    wire(),
    entry(
      classified('y', { positions: ann('support'), reuses: [{ articleId: articleId('z'), similarity: 0.4 }] }),
      'one',
    ),
    entry(classified('y', { run: 2, revision: 2, positions: ann('oppose') }), 'two'),
    entry(duplicated('y', 'z', { run: 3 }), 'three, of the wire'),
  ]

  it('says nothing of its own any more, and keeps each of its texts', async () => {
    await using database = await openEmpty()
    await project(database, history())
    const y = await readArticle(database, articleId('y'))
    expect(y).toMatchObject({ article: { relation: 'near', revision: 3 }, text: 'three, of the wire' })
    expect(y).toMatchObject({ statements: [], reuses: [] })
    expect((await readRevision(database, articleId('y'), 1))?.text).toBe('one')
    expect((await readRevision(database, articleId('y'), 2))?.text).toBe('two')
    const stood = await database.db.selectFrom('standing').select('articleId').execute()
    expect(stood).toEqual([{ articleId: articleId('z') }])
  })

  it('speaks again where it is told as its own again', async () => {
    await using database = await openEmpty()
    await project(database, [
      ...history(),
      entry(classified('y', { run: 4, revision: 2, positions: ann('oppose') }), 'two'),
      entry(duplicated('y', 'z', { run: 5 }), 'three, of the wire'),
      entry(classified('y', { run: 6, revision: 4, positions: ann('support') }), 'four'),
    ])
    expect(await readArticle(database, articleId('y'))).toMatchObject({
      article: { relation: 'new', revision: 4 },
      text: 'four',
      statements: [{ stance: 'support' }],
    })
  })

  it('ends in the same tables, however its entries are cut into batches, and after a rebuild', async () => {
    await using whole = await openEmpty()
    const all = [...history(), entry(classified('y', { run: 4, revision: 4, positions: ann('support') }), 'four')]
    await project(whole, all)
    await using cut = await openEmpty()
    for (const one of all) await project(cut, [one])
    expect(await dump(cut)).toEqual(await dump(whole))
    await rebuild(cut)
    expect(await dump(cut)).toEqual(await dump(whole))
  })
})

const kinds: Retained[][] = [['texts'], ['articles'], ['runs'], ['texts', 'articles'], [...retained]]

/** Articles that flip between being their own and being a copy, some of whose tellings come late. */
async function flips(database: TestDatabase): Promise<number> {
  const told = Array.from({ length: 30 }, (_, at) => {
    const name = `flip-${at % 4}`
    const run = 1 + Math.floor(at / 4)
    const positions = [position(`Speaker ${at % 3}`, at % 5 < 2 ? 'support' : 'oppose')]
    const isCopy = (at + run) % 3 === 1
    if (isCopy) return entry(duplicated(name, 'flip-0', { run }), `copy ${at}`)
    return entry(classified(name, { run, revision: run, positions }), `text ${at}`)
  })
  const late = told.filter((_, at) => at % 7 === 2)
  await project(
    database,
    late.map((one) => deadOf(one, 'of a rule of yesterday')),
  )
  const others = told.filter((one) => !late.includes(one))
  await project(database, others.slice(0, 16))
  expect(await retryDead(database)).toMatchObject({ dead: 0 })
  await project(database, others.slice(16))
  return Date.parse(told[17]?.event.time ?? '')
}

async function everything(database: TestDatabase) {
  const number = sql.raw(database.kind === 'sqlite' ? 'rowid' : 'number')
  const found = await sql`select ${number} as number from text_stems order by 1`.execute(database.db)
  return { ...(await dump(database)), found: found.rows }
}

describe.each(databases)('articles that flip, and come late, on $name', ({ openEmpty }) => {
  it.each(kinds.map((some) => [some] as const))(
    'and of which %s are removed, are what a rebuild makes',
    async (some) => {
      await using database = await openEmpty()
      const middle = await flips(database)
      await rebuild(database)
      const whole = await everything(database)
      await rebuild(database)
      expect(await everything(database)).toEqual(whole)
      for (const what of some) while (!(await retainStep(database, what, middle, 5)).isDone);
      const after = await everything(database)
      await rebuild(database)
      expect(await everything(database)).toEqual(after)
    },
  )

  it('are the same before a rebuild and after it', async () => {
    await using database = await openEmpty()
    await flips(database)
    const before = await everything(database)
    await rebuild(database)
    expect(await everything(database)).toEqual(before)
  })
})
