import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { CamelCasePlugin, HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression } from 'kysely'
import { type DatabaseKind, migrate } from './migrations.ts'
import { nodeSqliteDialect } from './node-sqlite.ts'
import { postgresDialect } from './postgres.ts'
import type { Tables } from './tables.ts'

/** The tables, and which database holds them. */
export type Database = AsyncDisposable & { readonly db: Kysely<Tables>; readonly kind: DatabaseKind }

/** Opens what `DATABASE_URL` names, migrated: `postgres://…`, or the path of an SQLite file. Throws where it cannot be reached, or is newer than this version. */
export async function openDatabase(url: string): Promise<Database> {
  const kind = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
  if (kind === 'sqlite') mkdirSync(dirname(url), { recursive: true })
  const dialect = kind === 'postgres' ? postgresDialect(url) : nodeSqliteDialect(url)
  const db = new Kysely<Tables>({
    dialect,
    // PostgreSQL has no empty lists.
    plugins: [new CamelCasePlugin(), new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  })
  await migrate(db.withoutPlugins(), kind)
  return { db, kind, [Symbol.asyncDispose]: () => db.destroy() }
}
