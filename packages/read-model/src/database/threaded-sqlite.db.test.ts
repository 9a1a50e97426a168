import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, type RawBuilder, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openAudit } from '../access/audit.ts'
import { type Database, openDatabase } from './open-database.ts'
import { openSqliteConnection, SqliteThreadDiedError } from './sqlite-connection.ts'
import type { Tables } from './tables.ts'
import { threadedSqliteDialect } from './threaded-sqlite.ts'
import { DatabaseBusyError, writePatiently } from './write-patiently.ts'

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-threads-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return join(folder, 'archive.sqlite')
}

async function opened(file: string, threads?: number): Promise<Database> {
  const database = await openDatabase(file, threads === undefined ? {} : { threads })
  onTestFinished(() => database[Symbol.asyncDispose]())
  return database
}

/** Counts so far: millions take a second or so. */
const counted = (to: number) =>
  sql<{
    n: number
  }>`with recursive c(n) as (values (1) union all select n + 1 from c where n < ${to}) select count(*) as n from c`

const slow = counted(3_000_000)
const named = (name: string) => ({ name, value: 'x' })
const states = async ({ db }: Database) =>
  (await db.selectFrom('archiveState').select('name').where('value', '=', 'x').orderBy('name').execute()).map(
    ({ name }) => name,
  )

it('leaves the event loop free while slow questions are asked, and quick ones are answered beside them', async () => {
  const { db } = await opened(await aFile(), 3)
  await Promise.all([1, 2, 3].map(() => counted(1).execute(db)))
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let slowMs = 0
  const beganAtMs = performance.now()
  const asking = Promise.all([slow.execute(db), slow.execute(db)]).then(() => {
    slowMs = performance.now() - beganAtMs
  })
  let quick = 0
  while (slowMs === 0) {
    await counted(1).execute(db)
    if (slowMs === 0) quick++
    await sleep(10)
  }
  await asking
  delay.disable()
  expect(slowMs).toBeGreaterThan(200)
  expect(quick).toBeGreaterThan(3)
  // One of these questions alone takes longer.
  expect(delay.max / 1e6).toBeLessThan(slowMs / 2)
})

it('gives a transaction a thread of its own: others see nothing of it before its end', async () => {
  const database = await opened(await aFile(), 2)
  const { db } = database
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto('archiveState').values(named('a')).execute()
    expect(await states(database)).toEqual([])
    expect(await transaction.selectFrom('archiveState').select('name').where('name', '=', 'a').execute()).toHaveLength(
      1,
    )
  })
  expect(await states(database)).toEqual(['a'])
  const failing = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('archiveState').values(named('b')).execute()
    throw new RangeError('changed my mind')
  })
  await expect(failing).rejects.toThrow(RangeError)
  expect(await states(database)).toEqual(['a'])
})

it('tells errors, numbers and bytes as the driver does', async () => {
  const file = await aFile()
  const here = await opened(file)
  const there = await opened(file, 1)
  const both = async (query: RawBuilder<unknown>) => {
    const [one, other] = await Promise.allSettled([query.execute(here.db), query.execute(there.db)])
    return [one, other] as const
  }
  const wrong = [
    sql`select nothing`,
    sql`insert into archive_state (name) values (null)`,
    sql`select ${1}, ${new Date(0)}`,
  ]
  for (const query of wrong) {
    const [one, other] = await both(query)
    if (one.status === 'fulfilled' || other.status === 'fulfilled') throw new Error('it should fail')
    expect(other.reason).toBeInstanceOf(Error)
    expect(other.reason.message).toBe(one.reason.message)
    expect({ ...other.reason }).toMatchObject({ ...one.reason })
  }
  const [one, other] = await both(sql`select 1.5 as a, null as b, ${'é\u0000'} as c, x'00ff' as d, ${7} as e`)
  expect(other).toEqual(one)
  const rows = ['b', 'c'].map(named)
  expect(await there.db.insertInto('archiveState').values(rows).executeTakeFirst()).toMatchObject({
    numInsertedOrUpdatedRows: 2n,
  })
  expect(await there.db.deleteFrom('archiveState').where('name', 'in', ['b', 'c']).executeTakeFirst()).toEqual({
    numDeletedRows: 2n,
  })
})

it('writes beside a process that writes: it waits in its thread, patiently where that was wished, and loses nothing', async () => {
  const file = await aFile()
  const database = await opened(file, 2)
  const other = await opened(file)
  const ticks: number[] = []
  const timer = setInterval(() => ticks.push(performance.now()), 10)
  const done: string[] = []
  const writes: Promise<unknown>[] = []
  await other.db.transaction().execute(async (transaction) => {
    await transaction.insertInto('archiveState').values(named('held')).execute()
    const none = { action: 'failed.retry', filter: {}, affected: 0 } as const
    await expect(openAudit(database, Date.now, 30).note({ ...none, who: 'ida' })).rejects.toThrow(DatabaseBusyError)
    const insert = (one: Database['db'], name: string) => one.insertInto('archiveState').values(named(name)).execute()
    for (const name of ['p1', 'p2', 'p3'])
      writes.push(writePatiently(database, (one) => insert(one, name)).then(() => done.push(name)))
    writes.push(insert(database.db, 'direct').then(() => done.push('direct')))
    await sleep(400)
    expect(done).toEqual([])
    expect(await states(database)).toEqual([])
  })
  await Promise.all(writes)
  clearInterval(timer)
  expect(ticks.length).toBeGreaterThan(10)
  expect(await states(database)).toEqual(['direct', 'held', 'p1', 'p2', 'p3'])
  // It was noted late all the same.
  await expect.poll(() => database.db.selectFrom('audit').select('who').execute()).toEqual([{ who: 'ida' }])
})

it('loses the question in hand where a thread dies, and goes on with another', async () => {
  const connection = openSqliteConnection({ file: await aFile(), cacheKb: 1_000 })
  const query = slow.compile(new Kysely<Tables>({ dialect: threadedSqliteDialect('', { threads: 1 }) }))
  const asked = connection.executeQuery(query)
  const died = expect(asked).rejects.toThrow(SqliteThreadDiedError)
  await sleep(50)
  await connection.kill()
  await died
  expect(connection.isOver).toBe(true)
  await expect(connection.executeQuery(query)).rejects.toThrow(SqliteThreadDiedError)
})

it('undoes a transaction whose thread died, and replaces the thread', async () => {
  const database = await opened(await aFile(), 1)
  const { db } = database
  const dying = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('archiveState').values(named('a')).execute()
    const executor = transaction.getExecutor()
    await executor.provideConnection((connection) => (connection as unknown as { kill(): Promise<void> }).kill())
    await transaction.insertInto('archiveState').values(named('b')).execute()
  })
  await expect(dying).rejects.toThrow(SqliteThreadDiedError)
  expect(await states(database)).toEqual([])
  await db.insertInto('archiveState').values(named('c')).execute()
  expect(await states(database)).toEqual(['c'])
})

it('refuses who comes when too many wait, and who has waited too long', async () => {
  const dialect = threadedSqliteDialect(await aFile(), { threads: 1, waitingMax: 2, waitMaxMs: 60 })
  const db = new Kysely<Tables>({ dialect })
  onTestFinished(() => db.destroy())
  await counted(1).execute(db)
  const asked = Array.from({ length: 4 }, () => slow.execute(db).then(({ rows }) => rows.length))
  const told = (await Promise.allSettled(asked)).map((end) =>
    end.status === 'fulfilled' ? end.value : end.reason.constructor,
  )
  expect(told).toEqual([1, DatabaseBusyError, DatabaseBusyError, DatabaseBusyError])
  expect((await counted(5).execute(db)).rows).toEqual([{ n: 5 }])
})

it('closes after what is in hand', async () => {
  const database = await openDatabase(await aFile(), { threads: 2 })
  const asking = slow.execute(database.db)
  await sleep(30)
  await database[Symbol.asyncDispose]()
  expect((await asking).rows).toEqual([{ n: 3_000_000 }])
  await expect(counted(1).execute(database.db)).rejects.toThrow('destroyed')
})
