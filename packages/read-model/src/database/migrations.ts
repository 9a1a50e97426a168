import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'

/** Which database stands behind the archive. */
export type DatabaseKind = 'sqlite' | 'postgres'

const files = ['0001-first'] as const

/** Brings the tables to where this version wants them; throws where they are newer than it. */
export async function migrate<T>(db: Kysely<T>, kind: DatabaseKind): Promise<void> {
  const { error, results } = await new Migrator({ db, provider: provider(kind) }).migrateToLatest()
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  if (error) throw new Error(`the archive could not be migrated${failed ? ` by ${failed}` : ''}`, { cause: error })
}

function provider(kind: DatabaseKind): MigrationProvider {
  const migration = (name: string): Migration => ({
    async up(db) {
      for (const file of [`${name}.sql`, `${name}.${kind}.sql`]) {
        for (const statement of statementsOf(await readFile(join(import.meta.dirname, 'migrations', file), 'utf8'))) {
          await sql.raw(statement).execute(db)
        }
      }
    },
  })
  return { getMigrations: async () => Object.fromEntries(files.map((name) => [name, migration(name)])) }
}

function statementsOf(text: string): string[] {
  return text
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
