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

/** Opens what `DATABASE_URL` names, migrated: `postgres://…`, or the path of an SQLite file. Throws where it cannot be reached, or is newer than this version. */
export async function openDatabase(url: string, { threads }: OpenOptions = {}): Promise<Database> {
  const kind = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
  if (kind === 'sqlite') mkdirSync(dirname(url), { recursive: true })
  if (kind === 'sqlite' && threads !== undefined) return openThreaded(url, threads)
  const db = tablesOf(kind === 'postgres' ? postgresDialect(url) : nodeSqliteDialect(url))
  await migrate(db.withoutPlugins(), kind)
  return { db, kind, [Symbol.asyncDispose]: () => db.destroy() }
}

async function openThreaded(file: string, threads: number): Promise<Database> {
  const db = tablesOf(threadedSqliteDialect(file, { threads }))
  const writing = tablesOf(threadedSqliteDialect(file, { threads: 1 }))
  const close = async () => {
    await Promise.all([db.destroy(), writing.destroy()])
  }
  try {
    await migrate(db.withoutPlugins(), 'sqlite')
  } catch (error) {
    await close()
    throw error
  }
  return { db, writing, kind: 'sqlite', [Symbol.asyncDispose]: close }
}

function tablesOf(dialect: Dialect): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect,
    // PostgreSQL has no empty lists.
    plugins: [new CamelCasePlugin(), new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  })
}
