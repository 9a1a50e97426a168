import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MisuseError } from '@stancewire/contracts'
import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { foldNames } from './fold-names.ts'

/** Which database stands behind the archive. */
export type DatabaseKind = 'sqlite' | 'postgres'

const folder = join(import.meta.dirname, 'migrations')

/** What a migration does that no SQL can say, after its statements. */
const inCode: Readonly<Record<string, (db: Kysely<unknown>) => Promise<void>>> = { '0008-run-search': foldNames }

const triesMax = 100
const tryAgainMs = 100

/** Brings the tables to where this version wants them; throws where they are newer than it. */
export async function migrate<T>(db: Kysely<T>, kind: DatabaseKind): Promise<void> {
  const migrator = new Migrator({ db, provider: provider(kind) })
  for (let tries = 1; ; tries++) {
    const { error, results } = await migrator.migrateToLatest()
    if (!error) return
    if (kind === 'sqlite' && tries < triesMax && isBeaten(error)) {
      await sleep(tryAgainMs)
      continue
    }
    const newer = /previously executed migration (\S+) is missing/.exec(String((error as Error).message))?.[1]
    if (newer) throw new MisuseError(`the archive was made by a newer version (${newer}): upgrade this one`)
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName
    throw new Error(`the archive could not be migrated${failed ? ` by ${failed}` : ''}`, { cause: error })
  }
}

/** SQLite has no lock for this: another process that opened the file in the same moment was first. */
function isBeaten(error: unknown): boolean {
  return error instanceof Error && /already exists|is locked|UNIQUE constraint/.test(error.message)
}

/** A migration is `NNNN-name.sql` in the words that both databases share, and where that does not do, `NNNN-name.<kind>.sql` after it. */
function provider(kind: DatabaseKind): MigrationProvider {
  const migration = (name: string, files: readonly string[]): Migration => ({
    async up(db) {
      for (const file of files) {
        for (const statement of statementsOf(await readFile(join(folder, file), 'utf8'))) {
          await sql.raw(statement).execute(db)
        }
      }
      await inCode[name]?.(db)
    },
  })
  return {
    async getMigrations() {
      const files = await readdir(folder)
      const names = [...new Set(files.map((file) => file.split('.')[0] ?? file))].sort()
      const filesOf = (name: string) => [`${name}.sql`, `${name}.${kind}.sql`].filter((file) => files.includes(file))
      return Object.fromEntries(names.map((name) => [name, migration(name, filesOf(name))]))
    },
  }
}

function statementsOf(text: string): string[] {
  return text
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
