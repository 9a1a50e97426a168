import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  CamelCasePlugin,
  type Dialect,
  HandleEmptyInListsPlugin,
  Kysely,
  replaceWithNoncontingentExpression,
} from 'kysely'
import { type DatabaseKind, migrate } from './migrations.ts'
import { nodeSqliteDialect } from './node-sqlite.ts'
import { postgresDialect } from './postgres.ts'
import { refusalOf } from './refusal.ts'
import type { Tables } from './tables.ts'
import { threadedSqliteDialect } from './threaded-sqlite.ts'

/** The tables, and which database holds them. */
export type Database = AsyncDisposable & {
  readonly db: Kysely<Tables>
  /** Where there is one, writes go this way: they do not wait behind questions. */
  readonly writing?: Kysely<Tables>
  readonly kind: DatabaseKind
}

type OpenOptions = {
  /** So many threads ask an SQLite file, and one more writes: a slow question does not stop this one. Without, this thread does all of it: nothing is faster. */
  readonly threads?: number
}

/** Opens what `DATABASE_URL` names, migrated: `postgres://…`, or the path of an SQLite file. Throws a MisuseError where it can never be used, as when it is newer than this version, and an AwayError where it cannot be reached now. */
export async function openDatabase(url: string, { threads }: OpenOptions = {}): Promise<Database> {
  const kind = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
  try {
    if (kind === 'sqlite') mkdirSync(dirname(url), { recursive: true })
    if (kind === 'sqlite' && threads !== undefined) return await openThreaded(url, threads)
    const db = tablesOf(kind === 'postgres' ? postgresDialect(url) : nodeSqliteDialect(url))
    return await migrated({ db, kind, [Symbol.asyncDispose]: () => db.destroy() })
  } catch (error) {
    throw refusalOf(error, { url, kind })
  }
}

function openThreaded(file: string, threads: number): Promise<Database> {
  const db = tablesOf(threadedSqliteDialect(file, { threads }))
  const writing = tablesOf(threadedSqliteDialect(file, { threads: 1 }))
  const close = async () => {
    await Promise.all([db.destroy(), writing.destroy()])
  }
  return migrated({ db, writing, kind: 'sqlite', [Symbol.asyncDispose]: close })
}

async function migrated(database: Database): Promise<Database> {
  try {
    await migrate(database.db.withoutPlugins(), database.kind)
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

function tablesOf(dialect: Dialect): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect,
    // PostgreSQL has no empty lists.
    plugins: [new CamelCasePlugin(), new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  })
}
