import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { type Database, openDatabase } from '@stancewire/read-model'
import pg from 'pg'

/** Three empty databases on one server, or in three files of one folder: what is projected into, and what is written to in bulk. They go with this. */
export type Databases = AsyncDisposable & { readonly [name in (typeof names)[number]]: Database }

const names = ['projected', 'ready', 'own'] as const

/** Openers of them on SQLite, and on the PostgreSQL that BENCH_POSTGRES names with a user who may create databases. */
export function kindsOfDatabases(): (() => Promise<Databases>)[] {
  const server = env.BENCH_POSTGRES
  return server ? [openFiles, () => openOn(server)] : [openFiles]
}

async function openFiles(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-bench-archive-'))
  const opened = await Promise.all(names.map((name) => openDatabase(join(folder, `${name}.sqlite`))))
  return named(opened, () => rm(folder, { recursive: true, force: true }))
}

async function openOn(server: string): Promise<Databases> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  const made = names.map((name) => `bench_${name}_${randomBytes(5).toString('hex')}`)
  const opened: Database[] = []
  for (const name of made) {
    await client.query(`create database ${name}`)
    const url = new URL(server)
    url.pathname = name
    opened.push(await openDatabase(url.href))
  }
  return named(opened, async () => {
    for (const name of made) await client.query(`drop database ${name} with (force)`)
    await client.end()
  })
}

function named(opened: readonly Database[], drop: () => Promise<void>): Databases {
  const [projected, ready, own] = opened
  if (!projected || !ready || !own) throw new Error('three databases are needed')
  return {
    ...{ projected, ready, own },
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map((each) => each[Symbol.asyncDispose]()))
      await drop()
    },
  }
}
