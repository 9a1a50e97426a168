import { type DiscoveredUrl, messageVersion } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { entry, stopped, urlId } from '../../test/events.ts'
import { findMoving, oldestMoving } from '../ask/moving.ts'
import { acceptedTo, dropMoving, noteAccepted } from './moving.ts'
import { project } from './project.ts'
import { rebuild } from './rebuild.ts'

const atMs = Date.parse('2026-03-05T11:00:00Z')

/** A run that was accepted, so many seconds later than the first. */
function accepted(name: string, seconds = 0, more: Partial<DiscoveredUrl> = {}) {
  const found: DiscoveredUrl = {
    ...{
      v: messageVersion,
      urlId: urlId(name),
      run: 1,
      url: `https://courier.example/${name}`,
      host: 'courier.example',
    },
    ...{ sourceId: 'courier-news', outlet: null, discoveredAt: '2026-03-05T11:00:00Z' },
    hint: { title: null, publishedAt: null },
    ...more,
  }
  return { atMs: atMs + seconds * 1_000, found }
}

const everything = { limit: 50 }

describe.each(databases)('runs on their way, on $name', ({ openEmpty }) => {
  it('are known from their note to their end, however often the note is read', async () => {
    await using database = await openEmpty()
    expect(await acceptedTo(database)).toBe('0')
    for (let time = 0; time < 2; time++) await noteAccepted(database, [accepted('a'), accepted('b', 1)], '5-1')
    expect(await acceptedTo(database)).toBe('5-1')
    const { items } = await findMoving(database, {}, everything)
    expect(items.map(({ runId }) => runId)).toEqual([`${urlId('b')}/1`, `${urlId('a')}/1`])
    await project(database, [entry(stopped('a'))])
    expect((await findMoving(database, {}, everything)).items).toHaveLength(1)
  })

  it('are not noted where the end was told first, while a later run of the same address is', async () => {
    await using database = await openEmpty()
    await project(database, [entry(stopped('a'))])
    await noteAccepted(database, [accepted('a'), accepted('a', 9, { run: 2 })], '5-1')
    expect((await findMoving(database, {}, everything)).items).toMatchObject([{ urlId: urlId('a'), run: 2 }])
  })

  it('are found by address, host, source, lane and time, a page at a time', async () => {
    await using database = await openEmpty()
    const elsewhere = accepted('c', 7, { url: 'https://herald.example/c', sourceId: null, lane: 'replay' })
    await noteAccepted(database, [...Array.from({ length: 5 }, (_, at) => accepted(`${at}`, at)), elsewhere], '9-1')
    const count = async (filter: Parameters<typeof findMoving>[1]) =>
      (await findMoving(database, filter, everything)).items.length
    expect(await count({ url: 'https://courier.example/3' })).toBe(1)
    expect(await count({ urlId: urlId('3'), host: 'courier.example' })).toBe(1)
    expect(await count({ host: 'herald.example' })).toBe(1)
    expect(await count({ host: 'HERALD.example' })).toBe(1)
    expect(await count({ host: 'example' })).toBe(6)
    expect(await count({ host: 'ald.example' })).toBe(0)
    expect(await count({ source: 'courier-news' })).toBe(5)
    expect(await count({ lane: 'replay' })).toBe(1)
    expect(await count({ sinceMs: atMs + 3_000, untilMs: atMs + 5_000 })).toBe(2)
    const first = await findMoving(database, {}, { limit: 4 })
    const second = await findMoving(database, {}, { limit: 4, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ acceptedMs }) => (acceptedMs - atMs) / 1_000)).toEqual([
      7, 4, 3, 2, 1, 0,
    ])
    expect(second.next).toBeNull()
  })

  it('stay through a rebuild, and can be struck out', async () => {
    await using database = await openEmpty()
    await noteAccepted(database, [accepted('a'), accepted('b', 1)], '5-1')
    await project(database, [entry(stopped('a'))])
    await rebuild(database)
    const all = { beforeMs: atMs + 60_000, after: '', limit: 10 }
    expect(await oldestMoving(database, all)).toMatchObject([{ urlId: urlId('b') }])
    await dropMoving(database.db, [`${urlId('b')}/1`])
    expect(await oldestMoving(database, all)).toEqual([])
  })
})
