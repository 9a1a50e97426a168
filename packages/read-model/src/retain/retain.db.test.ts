import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CloudEvent, type PipelineEvent } from '@stancewire/contracts'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { dump } from '../../test/dump.ts'
import { articleId, classified, duplicated, entry, failed, position, stopped, storyId } from '../../test/events.ts'
import { longHistory } from '../../test/long-history.ts'
import { findArticles, readArticle } from '../ask/articles.ts'
import { ordinalOf, readEvents } from '../ask/events.ts'
import { findPositions } from '../ask/positions.ts'
import type { Entry } from '../project/draft.ts'
import { holderId } from '../project/holder-id.ts'
import { project } from '../project/project.ts'
import { rebuild } from '../project/rebuild.ts'
import { type Retained, retained, retainStep } from './retain.ts'

const story = (name: string, size: number) =>
  entry({
    type: size === 1 ? ('story.created' as const) : ('story.updated' as const),
    data: {
      ...{ storyId: storyId(name), title: `Story ${name}`, articleId: articleId(name), size, topics: ['tram-line'] },
      ...{ outlets: ['Courier'], firstAt: '2026-03-01T01:00:00Z', lastAt: '2026-03-01T02:00:00Z' },
    },
  })

const displayed = (group: string, original: string) =>
  entry({
    type: 'original.changed',
    data: {
      ...{ groupId: articleId(group), original: articleId(original), previous: articleId(group) },
      ...{ publishedAt: '2026-03-01T01:00:00Z', topics: ['tram-line'] },
    },
  })

/** A long history with stories and displayed originals. */
function wholeHistory(count: number): Entry[] {
  const entries: Entry[] = []
  for (const [at, told] of longHistory(count).entries()) {
    if (at % 5 === 0) entries.push(story(`page-${at}`, 1))
    entries.push(told)
    if (at % 21 === 3) entries.push(displayed(`page-${at - 3}`, `page-${at}`))
    if (at % 10 === 9) entries.push(story(`page-${at - 4}`, 2))
  }
  return entries.map((told, at) => again(told, at))
}

/** The entry at another place of the stream: their order is that of the list. */
function again(told: Entry, at: number): Entry {
  const time = new Date(Date.UTC(2026, 2, 5, 12, 0, at)).toISOString()
  return { ...told, position: `${2_000_000_000_000 + at}-0`, event: { ...told.event, time } }
}

const timeOf = (told: Entry | undefined) => Date.parse(told?.event.time ?? '')

async function retainAll(database: TestDatabase, kinds: readonly Retained[], beforeMs: number, batch?: number) {
  for (const what of kinds) {
    for (let isDone = false; !isDone; ) isDone = (await retainStep(database, what, beforeMs, batch)).isDone
  }
}

/** All that is kept, and which texts are found. */
async function everything(database: TestDatabase) {
  const number = sql.raw(database.kind === 'sqlite' ? 'rowid' : 'number')
  const { rows } = await sql<{ number: number }>`select ${number} as number from text_stems order by 1`.execute(
    database.db,
  )
  const tables: Record<string, unknown[]> = { ...(await dump(database)), found: rows.map((row) => row.number) }
  return tables
}

/** Announces what was decided, as the service would. */
async function announce(database: TestDatabase, at: number) {
  const waiting = await database.db.selectFrom('outbox').selectAll().orderBy('id').execute()
  const told = waiting.map(({ event }) => again(entry(JSON.parse(event) as PipelineEvent), at))
  await project(database, told)
  await database.db.deleteFrom('outbox').execute()
}

const entries = wholeHistory(160)
const middle = timeOf(entries[Math.floor(entries.length * 0.6)])

describe.each(databases)('retention, on $name', ({ openEmpty }) => {
  it.each([
    [['runs']],
    [['texts']],
    [['articles']],
    [['counters']],
    [['articles', 'runs', 'texts']],
    [[...retained]],
  ] as [Retained[]][])('of %s leaves the tables that a rebuild makes of what is left', async (kinds) => {
    await using database = await openEmpty()
    await project(database, entries)
    await announce(database, entries.length)
    const before = await everything(database)
    await retainAll(database, kinds, middle)
    const after = await everything(database)
    expect(after).not.toEqual(before)
    await rebuild(database)
    expect(await everything(database)).toEqual(after)
  })

  it('leaves the same tables, however little it does at a time', async () => {
    const dumps: unknown[] = []
    for (const batch of [1, 7, 1_000]) {
      await using database = await openEmpty()
      await project(database, entries)
      await retainAll(database, retained, middle, batch)
      dumps.push(await everything(database))
    }
    expect(dumps[1]).toEqual(dumps[0])
    expect(dumps[2]).toEqual(dumps[0])
  })

  it('can go on while events come, also of what is removed: a rebuild makes the same', async () => {
    await using database = await openEmpty()
    const size = 23
    for (let at = 0; at < entries.length; at += size) {
      await project(database, entries.slice(at, at + size))
      await announce(database, at + size)
      if (at > 3 * size) await retainAll(database, retained, timeOf(entries[at - 3 * size]), 5)
    }
    const after = await everything(database)
    expect(after.article?.length).toBeGreaterThan(10)
    await rebuild(database)
    expect(await everything(database)).toEqual(after)
  })

  it('removes what is older and nothing else', async () => {
    await using database = await openEmpty()
    await project(database, entries)
    const wanted = entries.filter((told) => timeOf(told) >= middle).map(({ event }) => event.id)
    await retainAll(database, retained, middle)
    const kept = await readEvents(database, {}, { after: 0, limit: 1_000 })
    const ids = new Set(kept.map(({ id }) => id))
    expect(wanted.filter((id) => !ids.has(id))).toEqual([])
    const old = kept
      .map(({ body }) => CloudEvent.parse(JSON.parse(body)))
      .filter(({ time }) => Date.parse(time) < middle)
    const young = new Set(entries.filter((told) => timeOf(told) >= middle).map(({ event }) => event.subject))
    const storiesAndGroups = new Set(
      (await database.db.selectFrom('article').select(['storyId', 'groupId']).execute()).flatMap((row) => [
        row.storyId,
        row.groupId,
      ]),
    )
    for (const { type, subject } of old) expect(young.has(subject) || storiesAndGroups.has(subject), type).toBe(true)
    expect(old.filter(({ type }) => type.startsWith('url.'))).toEqual([])
    const runs = await database.db.selectFrom('run').select('endedMs').where('endedBy', 'like', 'url.%').execute()
    expect(runs.length).toBeGreaterThan(0)
    for (const { endedMs } of runs) expect(endedMs).toBeGreaterThanOrEqual(middle)
  })

  it('keeps counting what it no longer holds', async () => {
    await using database = await openEmpty()
    await project(database, entries)
    const sum = async () => {
      const rows = await database.db.selectFrom('counter').select(['outcome', 'count']).execute()
      return rows.reduce((all, { count }) => all + count, 0)
    }
    const before = await sum()
    await retainAll(database, ['runs', 'articles'], middle)
    await rebuild(database)
    expect(await sum()).toBe(before)
    await retainAll(database, ['counters'], middle)
    const left = await sum()
    expect(left).toBeLessThan(before)
    await rebuild(database)
    expect(await sum()).toBe(left)
  })

  it('lets holders stand where the articles that are left put them, and forgets who is left in none', async () => {
    await using database = await openEmpty()
    const on = (day: number) => ({ publishedAt: `2026-03-0${day}T09:00:00Z` })
    const ida = (stance: 'support' | 'oppose') => position('Ida Holm', stance, { aka: ['The mayor'] })
    const told = [
      entry(classified('late', { ...on(4), positions: [ida('oppose'), position('Jon Berg', 'mixed')] }), 'Late.'),
      entry(classified('early', { ...on(2), positions: [ida('support')] }), 'Early.'),
      entry(stopped('end')),
    ].map((one, at) => again(one, at))
    await project(database, told)
    await retainAll(database, ['articles'], timeOf(told[1]))
    const { items } = await findPositions(database, { topic: 'tram-line' }, { limit: 10 })
    expect(items).toMatchObject([{ name: 'Ida Holm', stance: 'support', articleId: articleId('early'), statements: 1 }])
    expect((await database.db.selectFrom('holder').select('name').execute()).map(({ name }) => name)).toEqual([
      'Ida Holm',
    ])
    expect(await readArticle(database, articleId('late'))).toBeUndefined()
    expect((await findArticles(database, { search: 'late' }, { limit: 10 })).items).toEqual([])
    expect((await findArticles(database, { search: 'early' }, { limit: 10 })).items).toHaveLength(1)
    const after = await everything(database)
    await rebuild(database)
    expect(await everything(database)).toEqual(after)
    const back = again(entry(classified('new', { ...on(5), positions: [position('Jon Berg', 'oppose')] }), 'New.'), 9)
    await project(database, [back])
    const returned = await everything(database)
    await rebuild(database)
    expect(await everything(database)).toEqual(returned)
    expect(await database.db.selectFrom('holder').select('holderId').execute()).toContainEqual({
      holderId: holderId('Jon Berg'),
    })
  })

  it('never gives an ordinal twice: the last event stays', async () => {
    await using database = await openEmpty()
    const told = [classified('a'), stopped('b'), duplicated('c', 'a'), failed('d')].map((event, at) =>
      again(entry(event), at),
    )
    await project(database, told)
    await retainAll(database, retained, timeOf(told[3]) + 1)
    expect(await readEvents(database, {}, { after: 0, limit: 10 })).toMatchObject([{ ordinal: 4 }])
    expect(
      await ordinalOf(database, told[1]?.event.id ?? ''),
      'gone: whoever goes on from there is told',
    ).toBeUndefined()
    await project(database, [again(entry(stopped('e')), 9)])
    expect(await readEvents(database, {}, { after: 4, limit: 10 })).toMatchObject([{ ordinal: 5 }])
  })

  it('looks at each event once', async () => {
    await using database = await openEmpty()
    await project(database, entries)
    await retainAll(database, retained, middle)
    for (const what of retained) expect(await retainStep(database, what, middle)).toEqual({ removed: 0, isDone: true })
  })
})

const retaining = (url: string, beforeMs: number, more: readonly string[] = []) =>
  fork(join(import.meta.dirname, '../../test/retaining.ts'), [url, String(beforeMs), ...more])

describe.each(databases)('a process that removes what is old, on $name', ({ openEmpty }) => {
  it('leaves the tables of an undisturbed one, although it is killed again and again', {
    timeout: 120_000,
  }, async () => {
    await using whole = await openEmpty()
    await project(whole, entries)
    await retainAll(whole, retained, middle, 3)
    await using killed = await openEmpty()
    await project(killed, entries)
    for (let kills = 0; kills < 6; kills++) {
      const child = retaining(killed.url, middle)
      const gone = once(child, 'exit')
      await Promise.race([once(child, 'message'), gone])
      await sleep(5 + ((kills * 37) % 50))
      child.kill('SIGKILL')
      await gone
    }
    const last = retaining(killed.url, middle)
    await once(last, 'exit')
    expect(last.exitCode).toBe(0)
    expect(await everything(killed)).toEqual(await everything(whole))
  })

  it('and one that projects do not get in each other’s way', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stancewire-entries-'))
    const file = join(folder, 'entries.json')
    await writeFile(file, JSON.stringify(entries))
    await using database = await openEmpty()
    const removing = retaining(database.url, middle, ['until told'])
    await once(removing, 'message')
    const projecting = fork(join(import.meta.dirname, '../../test/projecting.ts'), [database.url, file, '5'])
    await once(projecting, 'exit')
    expect(projecting.exitCode).toBe(0)
    removing.send('stop')
    await once(removing, 'exit')
    expect(removing.exitCode).toBe(0)
    await rm(folder, { recursive: true, force: true })
    const after = await everything(database)
    expect(after.event?.length).toBeLessThan(entries.length)
    await rebuild(database)
    expect(await everything(database)).toEqual(after)
  })
})
