import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { type Database, openDatabase } from '@stancewire/read-model'
import pg from 'pg'

/** Two empty databases on one server, or in two files of one folder; both go with this. */
export type Pair = AsyncDisposable & { readonly first: Database; readonly second: Database }

/** Pairs on SQLite, and on the PostgreSQL that BENCH_POSTGRES names with a user who may create databases. */
export function pairs(): (() => Promise<Pair>)[] {
  const server = env.BENCH_POSTGRES
  return server ? [openFiles, () => openOn(server)] : [openFiles]
}

async function openFiles(): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-bench-archive-'))
  const [first, second] = [await openDatabase(join(folder, 'a.sqlite')), await openDatabase(join(folder, 'b.sqlite'))]
  return toPair(first, second, () => rm(folder, { recursive: true, force: true }))
}

async function openOn(server: string): Promise<Pair> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  const names = [1, 2].map(() => `bench_${randomBytes(5).toString('hex')}`)
  const open = async (name = '') => {
    await client.query(`create database ${name}`)
    const url = new URL(server)
    url.pathname = name
    return openDatabase(url.href)
  }
  const [first, second] = [await open(names[0]), await open(names[1])]
  return toPair(first, second, async () => {
    for (const name of names) await client.query(`drop database ${name} with (force)`)
    await client.end()
  })
}

function toPair(first: Database, second: Database, drop: () => Promise<void>): Pair {
  return {
    first,
    second,
    async [Symbol.asyncDispose]() {
      await Promise.all([first, second].map((each) => each[Symbol.asyncDispose]()))
      await drop()
    },
  }
}
