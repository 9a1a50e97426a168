import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../src/database/open-database.ts'

/** An empty database that goes with its test; `open` opens it again, as another process would. */
export type TestDatabase = Database & { readonly url: string; open(): Promise<Database> }

/** Both databases: every promise of the archive is kept on each. */
export const databases = [
  { name: 'SQLite', openEmpty: openSqlite },
  { name: 'PostgreSQL', openEmpty: openPostgres },
] as const

async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-archive-'))
  return openAt(join(folder, 'archive.sqlite'), () => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
}

async function openPostgres(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = name
  return openAt(url.href, () => administer(server, `drop database ${name} with (force)`))
}

async function openAt(url: string, drop: () => Promise<unknown>): Promise<TestDatabase> {
  const database = await openDatabase(url)
  return {
    ...database,
    url,
    open: () => openDatabase(url),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await drop()
    },
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
