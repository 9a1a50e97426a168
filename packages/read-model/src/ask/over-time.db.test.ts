import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { articleId, classified, entry, position } from '../../test/events.ts'
import { longHistory } from '../../test/long-history.ts'
import { sureFrom, weightiest } from '../project/decide.ts'
import { holderId } from '../project/holder-id.ts'
import { project } from '../project/project.ts'
import { countStances } from './count-stances.ts'
import { BadCursorError } from './cursor.ts'
import { findPositions, type HolderPosition } from './positions.ts'
import { findPositionsAt } from './positions-at.ts'
import { findStatements } from './statements.ts'
import { summarisePositions } from './summary.ts'
import { readTimeline } from './timeline.ts'

const topic = 'tram-line'
const page = { limit: 50 }
const ms = (at: string) => Date.parse(at)

const said = (holder: string, stance: 'support' | 'oppose' | 'mixed', more = {}) =>
  position(holder, stance, { affiliation: 'Harbour Council', ...more })

/** Ida changes her mind on 9 February; a late article tells what Ida said before. */
const history = () => [
  entry(
    classified('a', {
      publishedAt: '2026-02-02T09:00:00Z',
      outlet: 'Courier',
      positions: [said('Ida Holm', 'support')],
    }),
  ),
  entry(
    classified('b', {
      publishedAt: '2026-02-09T09:00:00Z',
      outlet: 'Post',
      positions: [
        said('Ida Holm', 'oppose', { attribution: 'indirect' }),
        said('Jon Berg', 'mixed', { affiliation: null }),
        said('Free Rails', 'support', { holderType: 'organisation', affiliation: null, confidence: 0.4 }),
      ],
    }),
  ),
  entry(
    classified('c', { publishedAt: '2026-02-05T09:00:00Z', outlet: 'Post', positions: [said('Ida Holm', 'support')] }),
  ),
  entry(
    classified('d', {
      publishedAt: '2026-02-05T09:00:00Z',
      positions: [
        said('Ida Holm', 'mixed', { start: null, end: null, confidence: 1 }),
        said('Ida Holm', 'oppose', { confidence: 0.6 }),
        said('Ida Holm', 'support', { confidence: 0.6 }),
      ],
    }),
  ),
]

describe.each(databases)('positions over time, on $name', ({ openEmpty }) => {
  let database: TestDatabase
  let long: TestDatabase
  const at = async (moment: string, more = {}) =>
    (await findPositionsAt(database, { topic, ...more }, ms(moment), page)).items
  const shown = (items: readonly HolderPosition[]) => items.map(({ name, stance }) => `${name} ${stance}`)

  beforeAll(async () => {
    database = await openEmpty()
    await project(database, history())
    long = await openEmpty()
    await project(long, longHistory(300))
  })
  afterAll(async () => {
    await database[Symbol.asyncDispose]()
    await long[Symbol.asyncDispose]()
  })

  it('tells who stood where at an instant', async () => {
    expect(shown(await at('2026-02-02T08:59:59Z'))).toEqual([])
    expect(shown(await at('2026-02-02T09:00:00Z'))).toEqual(['Ida Holm support'])
    expect(shown(await at('2026-02-10T00:00:00Z'))).toEqual(['Jon Berg mixed', 'Ida Holm oppose'].sort().reverse())
  })

  it('counts of the same moment what was told last, and of one article its words before its title', async () => {
    const [ida] = await at('2026-02-06T00:00:00Z')
    expect(ida).toMatchObject({
      stance: 'oppose',
      articleId: articleId('d'),
      statements: 5,
      sinceAt: '2026-02-05T09:00:00Z',
    })
    expect(ida?.confidence).toBe(0.6)
  })

  it('tells since when, and by whom they were heard, narrowed as for now', async () => {
    expect(await at('2026-02-04T00:00:00Z')).toMatchObject([
      { sinceAt: '2026-02-02T09:00:00Z', statements: 1, outlets: 1 },
    ])
    expect(shown(await at('2026-02-10T00:00:00Z', { outlet: 'Post', stance: 'mixed' }))).toEqual(['Jon Berg mixed'])
    expect(shown(await at('2026-02-10T00:00:00Z', { affiliation: 'Harbour Council' }))).toEqual(['Ida Holm oppose'])
    expect(shown(await at('2026-02-10T00:00:00Z', { holderType: 'organisation' }))).toEqual([])
  })

  it('tells of an outlet everybody whom it quoted, by their latest words there, though others were heard since', async () => {
    const of = async (outlet: string) => shown((await findPositions(database, { topic, outlet }, page)).items)
    expect(await of('Courier')).toEqual(['Ida Holm support'])
    expect(await of('Harbour Courier')).toEqual(['Ida Holm oppose'])
    expect((await of('Post')).toSorted()).toEqual(['Ida Holm oppose', 'Jon Berg mixed'])
    expect(await of('Nowhere Times')).toEqual([])
    expect(shown(await at('2026-02-08T00:00:00Z', { outlet: 'Post' }))).toEqual(['Ida Holm support'])
    expect(shown(await at('2026-02-10T00:00:00Z', { outlet: 'Courier', stance: 'oppose' }))).toEqual([])
  })

  it('counts of each outlet whom it quoted, as the list does, however they are summed up', async () => {
    for (const { name, stances } of await summarisePositions(long, { topic, by: 'outlet' }, 10)) {
      const outlet = name ?? ''
      const all = await everybodyOf(long, outlet)
      expect(new Set(all.map(({ holderId: id }) => id)).size).toBe(all.length)
      const counts = await countStances(long, { topic, outlet })
      const byType = await summarisePositions(long, { topic, by: 'holderType', outlet }, 10)
      for (const stance of ['support', 'mixed', 'oppose'] as const) {
        expect(counts[stance], `${outlet} ${stance}`).toBe(all.filter((one) => one.stance === stance).length)
        expect(stances[stance]?.holders ?? 0, `${outlet} ${stance}`).toBe(counts[stance])
        expect(byType.reduce((sum, line) => sum + (line.stances[stance]?.holders ?? 0), 0)).toBe(counts[stance])
      }
    }
  })

  it('says of the end what it says of now', async () => {
    const which = ({ items }: { items: readonly HolderPosition[] }) =>
      items.map(({ name, stance, quote, articleId: of, statedAt }) => ({ name, stance, quote, of, statedAt }))
    const then = await findPositionsAt(long, { topic }, Number.MAX_SAFE_INTEGER, page)
    expect(then.items.length).toBeGreaterThan(5)
    expect(which(then)).toEqual(which(await findPositions(long, { topic }, page)))
  })

  it('says of every instant what the statements until then say, a page at a time', async () => {
    const statements = await long.db.selectFrom('statement').selectAll().where('topicId', '=', topic).execute()
    const moments = [...new Set(statements.map(({ statedMs }) => statedMs))].sort((a, b) => a - b)
    for (const atMs of moments.filter((_, nth) => nth % 19 === 3)) {
      const until = statements.filter(({ statedMs, confidence }) => statedMs <= atMs && confidence >= sureFrom)
      const latest = [...Map.groupBy(until, (one) => one.holderId).values()].flatMap((some) => {
        const [last] = some.toSorted((a, b) => b.statedMs - a.statedMs || b.ordinal - a.ordinal)
        return weightiest(some.filter(({ ordinal }) => ordinal === last?.ordinal))
      })
      const found: HolderPosition[] = []
      for (let cursor: string | undefined; ; ) {
        const { items, next } = await findPositionsAt(long, { topic }, atMs, { limit: 2, cursor })
        found.push(...items)
        if (next === null) break
        cursor = next
      }
      const keys = (rows: readonly { holderId: string; articleId: string; stance: string }[]) =>
        rows.map((row) => `${row.holderId} ${row.articleId} ${row.stance}`).sort()
      expect(keys(found)).toEqual(keys(latest))
    }
    await expect(findPositionsAt(long, { topic }, 0, { limit: 2, cursor: 'x' })).rejects.toThrow(BadCursorError)
  })

  it('finds statements by how the words came, by stance, outlet and affiliation', async () => {
    const found = async (more: object) =>
      (await findStatements(database, { topic, ...more }, page)).items.map(({ name, stance }) => `${name} ${stance}`)
    expect(await found({ attribution: 'indirect' })).toEqual(['Ida Holm oppose'])
    expect(await found({ attribution: 'narrated' })).toEqual([])
    expect(await found({ outlet: 'Courier' })).toEqual(['Ida Holm support'])
    expect(await found({ stance: 'mixed', holder: holderId('Jon Berg') })).toEqual(['Jon Berg mixed'])
    expect(await found({ affiliation: 'Harbour Council' })).toHaveLength(6)
  })

  it('counts by day, week and month what was surely said, the latest first', async () => {
    expect(await readTimeline(database, { topic, by: 'day' }, 10)).toEqual([
      {
        from: '2026-02-09',
        stances: {
          mixed: { statements: 1, holders: 1, articles: 1 },
          oppose: { statements: 1, holders: 1, articles: 1 },
        },
      },
      {
        from: '2026-02-05',
        stances: {
          mixed: { statements: 1, holders: 1, articles: 1 },
          oppose: { statements: 1, holders: 1, articles: 1 },
          support: { statements: 2, holders: 1, articles: 2 },
        },
      },
      { from: '2026-02-02', stances: { support: { statements: 1, holders: 1, articles: 1 } } },
    ])
    const weeks = await readTimeline(database, { topic, by: 'week' }, 10)
    expect(weeks.map(({ from }) => from)).toEqual(['2026-02-09', '2026-02-02'])
    expect(weeks[1]?.stances.support).toEqual({ statements: 3, holders: 1, articles: 3 })
    expect((await readTimeline(database, { topic, by: 'month' }, 10)).map(({ from }) => from)).toEqual(['2026-02-01'])
  })

  it('counts within a span, of an outlet, an affiliation or a type, so many stretches at most', async () => {
    const days = async (more: object, limit = 10) =>
      (await readTimeline(database, { topic, by: 'day', ...more }, limit)).map(({ from }) => from)
    expect(await days({}, 2)).toEqual(['2026-02-09', '2026-02-05'])
    expect(await days({ sinceMs: ms('2026-02-03'), untilMs: ms('2026-02-09') })).toEqual(['2026-02-05'])
    expect(await days({ outlet: 'Courier' })).toEqual(['2026-02-02'])
    expect(await days({ affiliation: 'Nobody' })).toEqual([])
    expect(await days({ holderType: 'person' })).toHaveLength(3)
    expect(await days({ holderType: 'organisation' }), 'what is not sure counts for nothing').toEqual([])
  })

  it('sums up by affiliation, outlet and type: who stands there now, and what was said', async () => {
    expect(await summarisePositions(database, { topic, by: 'affiliation' }, 10)).toEqual([
      {
        ...{ name: 'Harbour Council', holders: 1, statements: 6 },
        stances: {
          mixed: { holders: 0, statements: 1 },
          oppose: { holders: 1, statements: 2 },
          support: { holders: 0, statements: 3 },
        },
      },
      { name: null, holders: 1, statements: 1, stances: { mixed: { holders: 1, statements: 1 } } },
    ])
    const names = async (by: 'outlet' | 'holderType', limit = 10, more = {}) =>
      (await summarisePositions(database, { topic, by, ...more }, limit)).map(({ name }) => name)
    expect((await names('outlet')).toSorted()).toEqual(['Courier', 'Harbour Courier', 'Post'])
    expect(await names('outlet', 1)).toEqual(['Post'])
    expect(await names('holderType')).toEqual(['person'])
    const [courier] = await summarisePositions(database, { topic, by: 'outlet', untilMs: ms('2026-02-03') }, 10)
    expect(courier?.statements).toBeLessThanOrEqual(1)
    expect(await summarisePositions(database, { topic: 'unheard-of', by: 'outlet' }, 10)).toEqual([])
  })
})

/** All pages of those whom an outlet quoted. */
async function everybodyOf(archive: TestDatabase, outlet: string): Promise<HolderPosition[]> {
  const all: HolderPosition[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await findPositions(archive, { topic, outlet }, { limit: 2, cursor })
    all.push(...items)
    if (next === null) return all
    cursor = next
  }
}
