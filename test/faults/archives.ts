import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, openDatabase, openOutbox, projectedTo } from '@stancewire/read-model'
import { type TestLine, until } from '../e2e/line.ts'
import { openOwnPostgres } from './own-postgres.ts'

/** An empty database, and what tells a service of it. */
type Place = { readonly url: string; readonly env: Record<string, string> }
/** Where the archives of a test stand, one after the other. */
type Archives = AsyncDisposable & {
  /** A new one; what stood in the last one may be gone. */
  next(): Promise<Place>
}

/** Both databases: every promise of the archive is kept on each. */
export const archives = [
  { name: 'SQLite', openArchives: inFiles },
  { name: 'PostgreSQL', openArchives: inPostgres },
] as const

async function inFiles({ folder }: Pick<TestLine, 'folder'>): Promise<Archives> {
  return {
    async next() {
      await rm(join(folder, 'archive'), { recursive: true, force: true })
      return { url: join(folder, 'archive', 'archive.sqlite'), env: {} }
    },
    async [Symbol.asyncDispose]() {},
  }
}

async function inPostgres(): Promise<Archives> {
  const server = await openOwnPostgres()
  return {
    async next() {
      const url = await server.openEmpty()
      return { url, env: { DATABASE_URL: url } }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** Every row of the tables that the stream alone decides. */
async function rowsOf({ db }: Database): Promise<Record<string, readonly string[]>> {
  const tables = [
    ...(['event', 'text', 'article', 'articleTopic', 'revision', 'reuse', 'articleGroup', 'story', 'holder'] as const),
    ...(['statement', 'standing', 'positionChange', 'run', 'runStep', 'counter'] as const),
  ]
  const rows: Record<string, readonly string[]> = {}
  for (const table of tables) {
    const all = await db.selectFrom(table).selectAll().execute()
    rows[table] = all.map((row) => JSON.stringify(row)).sort()
  }
  return rows
}

/** How many rows each table has. */
export function sizesOf(rows: Readonly<Record<string, readonly string[]>>): Record<string, number> {
  return Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]))
}

/** Waits until an archive has read the whole stream, and what it announced of that; gives its rows. */
export async function untilProjected(line: TestLine, url: string): Promise<Record<string, readonly string[]>> {
  await using database = await openDatabase(url)
  const hasAll = async () => (await projectedTo(database.db)) === (await lastPosition(line))
  await until('all is projected and announced', 60_000, async () => {
    return (await hasAll()) && (await openOutbox(database).waiting()).length === 0
  })
  await until('what was announced is projected', 60_000, hasAll)
  return await rowsOf(database)
}

/** Has another archive read the whole stream, undisturbed, into a database of its own; gives its rows. */
export async function undisturbedRows(line: TestLine, { url, env }: Place, position: string) {
  await line.start('archive', { instance: 'undisturbed', env })
  await using database = await openDatabase(url)
  await until(
    'the undisturbed archive has read it all',
    60_000,
    async () => (await projectedTo(database.db)) === position,
  )
  await line.stop('archive', 'SIGTERM', 'undisturbed')
  return await rowsOf(database)
}

/** The last position of a line's stream. */
export async function lastPosition({ redis, prefix }: TestLine): Promise<string> {
  const [last] = await redis.xrevrange(`${prefix}:events`, '+', '-', 'COUNT', 1)
  return last?.[0] ?? '0'
}
