import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import { DatabaseBusyError } from '../database/write-patiently.ts'
import { type Change, findAudit, openAudit } from './audit.ts'

const change = (who: string, more: Partial<Change> = {}): Change => ({
  ...{ who, action: 'failed.retry', filter: { stage: 'fetch', host: 'news.example' }, affected: 3 },
  ...more,
})

describe.each(databases)('the audit on $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
  })
  afterAll(() => database[Symbol.asyncDispose]())
  const all = { limit: 200, cursor: undefined }

  it('keeps who changed what, when, and how many, the last change first', async () => {
    let nowMs = 1_800_000_000_000
    const audit = openAudit(database, () => nowMs++)
    await audit.note(change('cli:ida'))
    await audit.note(change('desk', { action: 'stage.pause', filter: { reason: 'rain "today"' }, affected: null }))
    const { items } = await findAudit(database, {}, all)
    expect(items).toEqual([
      {
        ...change('desk', { action: 'stage.pause', filter: { reason: 'rain "today"' }, affected: null }),
        id: expect.any(String),
        atMs: 1_800_000_000_001,
      },
      { ...change('cli:ida'), id: expect.any(String), atMs: 1_800_000_000_000 },
    ])
  })

  it('keeps no secret that was typed into a filter, however deep', async () => {
    await using fresh = await openEmpty()
    const token = `stw_${'Ab3-_'.repeat(9)}`.slice(0, 47)
    const filter = {
      url: 'https://ida:tram@news.example/',
      list: [{ match: `Bearer ${token.slice(4)}` }, token, 'authorization: a"b\\'],
      ...{ limit: 3, none: null, isDry: false },
    }
    await openAudit(fresh).note(change('desk', { filter }))
    const { items } = await findAudit(fresh, {}, all)
    expect(items[0]?.filter).toEqual({
      url: 'https://***@news.example/',
      list: [{ match: 'Bearer ***' }, 'stw_***', 'authorization: ***"b\\'],
      ...{ limit: 3, none: null, isDry: false },
    })
    const row = JSON.stringify(await fresh.db.selectFrom('audit').selectAll().execute())
    expect(row).not.toMatch(/tram@|Ab3-/)
  })

  it('tells spans of time as instants, whoever noted them', async () => {
    await using fresh = await openEmpty()
    const audit = openAudit(fresh)
    await audit.note(change('a', { filter: { sinceMs: 0, untilMs: 1_000, match: 'x' } }))
    await audit.note(change('b', { filter: { sinceMs: 'soon', beforeMs: 1_000, since: '2026-03-01' } }))
    const { items } = await findAudit(fresh, {}, all)
    const [since, until] = ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:01.000Z']
    expect(items.map(({ filter }) => filter)).toEqual([
      { sinceMs: 'soon', until, since: '2026-03-01' },
      { since, until, match: 'x' },
    ])
  })

  it('keeps the order in which one process noted within a millisecond', async () => {
    await using fresh = await openEmpty()
    const audit = openAudit(fresh, () => 5)
    for (let at = 0; at < 30; at++) await audit.note(change(`caller-${at}`))
    const { items } = await findAudit(fresh, {}, all)
    expect(items.map(({ who }) => who)).toEqual(Array.from({ length: 30 }, (_, at) => `caller-${29 - at}`))
  })

  it('is read in pages, of one caller, of one action, of a span of time', async () => {
    await using fresh = await openEmpty()
    let nowMs = 100
    const audit = openAudit(fresh, () => nowMs)
    for (; nowMs < 107; nowMs++)
      await audit.note(change(nowMs % 2 ? 'odd' : 'even', { action: nowMs < 103 ? 'host.pause' : 'host.resume' }))
    const seen: number[] = []
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await findAudit(fresh, {}, { limit: 2, cursor })
      seen.push(...page.items.map(({ atMs }) => atMs))
      cursor = page.next ?? undefined
      more = page.next !== null
    }
    expect(seen).toEqual([106, 105, 104, 103, 102, 101, 100])
    const at = async (filter: Parameters<typeof findAudit>[1]) =>
      (await findAudit(fresh, filter, all)).items.map(({ atMs }) => atMs)
    expect(await at({ who: 'odd' })).toEqual([105, 103, 101])
    expect(await at({ action: 'host.pause' })).toEqual([102, 101, 100])
    expect(await at({ sinceMs: 101, untilMs: 103 })).toEqual([102, 101])
    expect(await at({ who: 'odd', sinceMs: 104 })).toEqual([105])
  })

  it('refuses to change or lose a row, whoever asks', async () => {
    await openAudit(database).note(change('once'))
    const before = (await findAudit(database, {}, all)).items
    const { db, kind } = database
    const [row] = await db.selectFrom('audit').selectAll().execute()
    if (!row) throw new Error('there is a row')
    const attempts = [
      sql`update audit set who = 'somebody else'`,
      sql`update audit set affected = 0 where id = ${row.id}`,
      sql`delete from audit`,
      sql`delete from audit where id = ${row.id}`,
      kind === 'sqlite'
        ? sql`insert or replace into audit values (${row.id}, 1, 'x', 'y', '{}', null)`
        : sql`truncate audit`,
      sql`insert into audit values (${row.id}, 1, 'x', 'y', '{}', null) on conflict (id) do update set who = 'x'`,
    ]
    for (const attempt of attempts) await expect(attempt.execute(db)).rejects.toThrow('append-only')
    expect((await findAudit(database, {}, all)).items).toEqual(before)
  })

  it('keeps a change that it could not keep in time, once it can', async () => {
    if (database.kind === 'postgres') return
    await using other = await database.open()
    await other.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('archiveState').values({ name: 'longer', value: 'x' }).execute()
      const note = openAudit(database, Date.now, 50).note(change('late'))
      await expect(note).rejects.toBeInstanceOf(DatabaseBusyError)
    })
    const noted = async () => (await findAudit(database, { who: 'late' }, all)).items.length
    await expect.poll(noted, { timeout: 5_000 }).toBe(1)
  })

  it('keeps so many of those for later and no more, says which are lost, and waits once for what is known to be busy', async () => {
    if (database.kind === 'postgres') return
    await using other = await database.open()
    const audit = openAudit(database, Date.now, 300, 3)
    const note = (at: number) => audit.note(change('crowd', { affected: at })).catch((error: Error) => error)
    await other.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('archiveState').values({ name: 'crowd', value: 'x' }).execute()
      const first = await note(0)
      const beganMs = performance.now()
      const others = await Promise.all([1, 2, 3, 4].map(note))
      expect(performance.now() - beganMs).toBeLessThan(300)
      const errors = [first, ...others].map((error) => error instanceof DatabaseBusyError && error.message)
      expect(errors.map((message) => message !== false && /not noted/.test(message))).toEqual([
        ...[false, false, false],
        ...[true, true],
      ])
    })
    const noted = async () =>
      (await findAudit(database, { who: 'crowd' }, all)).items.map(({ affected }) => affected).sort()
    await expect.poll(noted, { timeout: 5_000 }).toEqual([0, 1, 2])
    await audit.note(change('crowd', { affected: 5 }))
    expect(await noted()).toEqual([0, 1, 2, 5])
  })

  it('waits for another process that writes, without stopping this one', async () => {
    await using other = await database.open()
    const done: string[] = []
    await other.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('archiveState').values({ name: 'held', value: 'x' }).execute()
      const note = openAudit(database)
        .note(change('patient'))
        .then(() => done.push('noted'))
      await new Promise((resolve) => setTimeout(resolve, 150))
      done.push('this process goes on')
      if (database.kind === 'postgres') await note
    })
    while (done.length < 2) await new Promise((resolve) => setTimeout(resolve, 20))
    if (database.kind === 'sqlite') expect(done).toEqual(['this process goes on', 'noted'])
    expect((await findAudit(database, { who: 'patient' }, all)).items).toHaveLength(1)
  })
})
