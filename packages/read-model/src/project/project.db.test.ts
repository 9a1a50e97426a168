import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { dump } from '../../test/dump.ts'
import { articleId, classified, duplicated, entry, failed, position, stopped } from '../../test/events.ts'
import type { Entry } from './draft.ts'
import { holderId } from './holder-id.ts'
import { project, projectedTo } from './project.ts'

const day = (at: number, hour = 9) => `2026-03-0${at}T0${hour}:00:00Z`

/** A small history in which everything happens: copies, revisions, changes of mind, a late older article. */
function history(): Entry[] {
  const ida = (stance: 'support' | 'oppose', quote: string) => [position('Ida Holm', stance, { quote })]
  return [
    entry(
      classified('a', { publishedAt: day(1), positions: ida('support', 'We will build it') }),
      'We will build it, says Ida Holm.',
    ),
    entry(duplicated('b', 'a', { publishedAt: day(1) }), 'We will build it, said Ida Holm.'),
    entry(stopped('c')),
    entry(failed('d')),
    entry(classified('e', { publishedAt: day(3), positions: ida('oppose', 'Never') }), 'Never, says Ida Holm now.'),
    entry(
      classified('f', { publishedAt: day(2), positions: ida('support', 'Of course') }),
      'Of course, said Ida Holm.',
    ),
    entry(classified('a', { run: 2, revision: 2, publishedAt: day(1), positions: [] }), 'It is all open.'),
    entry(
      classified('g', {
        publishedAt: day(4),
        positions: [position('Jon Berg', 'mixed')],
        reuses: [{ articleId: articleId('e'), similarity: 0.4 }],
      }),
      'Jon Berg is of two minds.',
    ),
    entry(classified('e', { run: 2, publishedAt: day(3), positions: [] }), 'Never, says Ida Holm now.'),
  ]
}

describe.each(databases)('project, on $name', ({ openEmpty }) => {
  it('brings an article with its text, topics, positions and run into the tables', async () => {
    await using database = await openEmpty()
    const [first] = history()
    if (first) await project(database, [first])
    const { db } = database
    expect(await db.selectFrom('article').select(['articleId', 'title', 'revision', 'relation']).execute()).toEqual([
      { articleId: articleId('a'), title: 'Article a', revision: 1, relation: 'new' },
    ])
    expect(await db.selectFrom('text').select('content').execute()).toEqual([
      { content: 'We will build it, says Ida Holm.' },
    ])
    expect(await db.selectFrom('statement').select(['stance', 'quote', 'statedAt']).execute()).toEqual([
      { stance: 'support', quote: 'We will build it', statedAt: day(1) },
    ])
    expect(await db.selectFrom('run').select(['endedBy', 'host']).execute()).toEqual([
      { endedBy: 'article.classified', host: 'courier.example' },
    ])
    expect(await projectedTo(db)).toBe(first?.position)
  })

  it('ends in the same tables, however its entries are cut into batches, and however often they come', async () => {
    const all = history()
    await using whole = await openEmpty()
    expect(await project(whole, all)).toBe(all.length)
    expect(await project(whole, all), 'events that stand there already').toBe(0)
    for (const size of [1, 2, 4]) {
      await using cut = await openEmpty()
      for (let at = 0; at < all.length; at += size) await project(cut, all.slice(at, at + size))
      expect(await dump(cut)).toEqual(await dump(whole))
    }
  })

  it('moves a holder when a later article says otherwise, and announces it; what is older enters the history', async () => {
    await using database = await openEmpty()
    await project(database, history().slice(0, 6))
    const { db } = database
    expect(await db.selectFrom('standing').select(['holderId', 'stance', 'sinceAt']).execute()).toEqual([
      { holderId: holderId('Ida Holm'), stance: 'oppose', sinceAt: day(3) },
    ])
    expect(await db.selectFrom('positionChange').select(['fromStance', 'toStance', 'articleId']).execute()).toEqual([
      { fromStance: 'support', toStance: 'oppose', articleId: articleId('e') },
    ])
    const [told] = await db.selectFrom('outbox').selectAll().execute()
    expect(JSON.parse(told?.event ?? '')).toMatchObject({
      type: 'position.changed',
      data: { holder: 'Ida Holm', from: { stance: 'support' }, to: { stance: 'oppose', quote: 'Never' } },
    })
    expect(await db.selectFrom('statement').select('articleId').execute()).toHaveLength(3)
  })

  it('takes back what an article no longer says: the holder stands where the one before put them', async () => {
    await using database = await openEmpty()
    await project(database, history())
    const rows = await database.db
      .selectFrom('standing')
      .select(['holderId', 'stance', 'statedAt'])
      .orderBy('statedAt')
      .execute()
    expect(rows).toEqual([
      { holderId: holderId('Ida Holm'), stance: 'support', statedAt: day(2) },
      { holderId: holderId('Jon Berg'), stance: 'mixed', statedAt: day(4) },
    ])
  })

  it('keeps an article as it is when another address of it turns up', async () => {
    await using database = await openEmpty()
    const again = entry(duplicated('a', 'a', { url: 'a-mobile' }))
    await project(database, [entry(classified('a')), again])
    expect(await database.db.selectFrom('article').select(['url', 'relation']).execute()).toEqual([
      { url: 'https://courier.example/a', relation: 'new' },
    ])
    expect(await database.db.selectFrom('run').select('urlId').execute()).toHaveLength(2)
  })

  it('does all of a batch or nothing', async () => {
    await using database = await openEmpty()
    const broken = { ...entry(stopped('x')), position: null as unknown as string }
    await expect(project(database, [entry(classified('a')), broken])).rejects.toThrow()
    expect(await database.db.selectFrom('event').selectAll().execute()).toEqual([])
    expect(await projectedTo(database.db)).toBe('0')
  })

  it('keeps what a later version announces, and makes nothing of it', async () => {
    await using database = await openEmpty()
    const strange = entry(stopped('x'))
    await project(database, [{ ...strange, event: { ...strange.event, type: 'weather.changed' } }])
    expect(await database.db.selectFrom('event').select('type').execute()).toEqual([{ type: 'weather.changed' }])
    expect(await database.db.selectFrom('run').selectAll().execute()).toEqual([])
  })

  it('counts what each stage passed and ended in each minute, and how long that took', async () => {
    await using database = await openEmpty()
    await project(
      database,
      [stopped('a'), stopped('b'), failed('c')].map((event) => entry(event)),
    )
    const rows = await database.db.selectFrom('counter').select(['stage', 'outcome', 'count', 'workedMs']).execute()
    const sums = Map.groupBy(rows, ({ stage, outcome }) => `${stage} ${outcome}`)
    expect([...sums].map(([what, some]) => [what, some.reduce((sum, { count }) => sum + count, 0)]).sort()).toEqual([
      ['fetch fail:error', 1],
      ['fetch passed', 2],
      ['parse stop:off-topic', 2],
    ])
    expect(
      rows.reduce((sum, { workedMs }) => sum + workedMs, 0),
      'milliseconds of five steps',
    ).toBe(100)
  })
})
