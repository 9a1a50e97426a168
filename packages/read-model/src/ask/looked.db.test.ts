import type { PipelineEvent } from '@stancewire/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { classified, entry, failed, stopped, urlId } from '../../test/events.ts'
import { noteAccepted } from '../project/moving.ts'
import { project } from '../project/project.ts'
import { countFailed, findFailed } from './failed.ts'
import { behindMoving, countMoving, findMoving } from './moving.ts'
import { findRuns } from './runs.ts'
import { urlsOnTopic } from './urls-on-topic.ts'

/** The same of a later run. */
function again(event: PipelineEvent, run: number): PipelineEvent {
  return { ...event, data: { ...event.data, run } } as PipelineEvent
}

describe.each(databases)('what is looked through on $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    await project(database, [
      ...[classified('a', { topic: 'tram-line' }), classified('b', { topic: 'harbour' })].map((event) => entry(event)),
      ...['a', 'b'].map((name) => entry(again(failed(name), 2))),
      ...['c', 'd', 'e', 'f'].map((name) => entry(failed(name))),
      entry(stopped('g')),
    ])
    const found = ['a', 'x'].map((name) => ({
      ...{ urlId: urlId(name), run: 3, url: `https://courier.example/${name}`, host: 'courier.example' },
    }))
    await noteAccepted(database, found.map((one, at) => ({ atMs: at, found: one as never })).slice(1), '1-0')
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('finds failed runs by the topic of an earlier run of their address', async () => {
    const { items } = await findFailed(database, { topic: 'tram-line' }, { limit: 9 })
    expect(items.map((run) => [run.urlId, run.run])).toEqual([[urlId('a'), 2]])
    expect(await countFailed(database, { topic: 'harbour' })).toBe(1)
    expect(await countFailed(database, { topic: 'nothing' })).toBe(0)
  })

  it('knows of addresses whether a run of theirs led to a topic', async () => {
    const asked = ['a', 'b', 'c', 'nobody'].map(urlId)
    expect(await urlsOnTopic(database, 'tram-line', asked)).toEqual(new Set([urlId('a')]))
    expect(await urlsOnTopic(database, 'tram-line', [])).toEqual(new Set())
    const many = Array.from({ length: 1_200 }, (_, at) => urlId(`none-${at}`))
    expect(await urlsOnTopic(database, 'tram-line', [...many, urlId('a')])).toEqual(new Set([urlId('a')]))
  })

  it('counts at how many failed runs a page looked, in all as many as there are', async () => {
    let looked = 0
    let total: number | null = null
    let cursor: string | undefined
    for (let pages = 0; pages < 9; pages++) {
      const page = await findFailed(database, { match: 'nowhere' }, { limit: 2, cursor }, { looks: 2 })
      looked += page.looked ?? 0
      total ??= page.total
      if (page.next === null) break
      cursor = page.next
    }
    expect([looked, total]).toEqual([6, 6])
    expect(await findFailed(database, {}, { limit: 2 })).toMatchObject({ looked: null, total: null })
    const one = await findFailed(database, { match: '/e' }, { limit: 1 })
    expect(one).toMatchObject({ items: [{ urlId: urlId('e') }], total: 6 })
  })

  it('counts at how many ended runs a page looked, of those that an index leaves', async () => {
    let looked = 0
    let cursor: string | undefined
    for (let pages = 0; pages < 9; pages++) {
      const page = await findRuns(database, { match: 'nowhere', stage: 'fetch' }, { limit: 2, cursor }, { looks: 2 })
      looked += page.looked ?? 0
      if (pages === 0) expect(page.total).toBe(6)
      if (page.next === null) break
      cursor = page.next
    }
    expect(looked).toBe(6)
    expect(await findRuns(database, { stage: 'fetch' }, { limit: 2 })).toMatchObject({ looked: null, total: null })
  })

  it('finds runs by their names', async () => {
    const { items } = await findRuns(database, { runs: [{ urlId: urlId('a'), run: 1 }] }, { limit: 9 })
    expect(items.map(({ urlId: id, run }) => [id, run])).toEqual([[urlId('a'), 1]])
    const moving = await findMoving(database, { runIds: [`${urlId('x')}/3`, 'nothing/1'] }, { limit: 9 })
    expect(moving.items.map(({ url }) => url)).toEqual(['https://courier.example/x'])
    expect(await countMoving(database, {})).toBe(1)
    const [last] = moving.items
    if (!last) throw new Error('one is on its way')
    expect((await findMoving(database, {}, { limit: 9, cursor: behindMoving(last) })).items).toEqual([])
  })
})
