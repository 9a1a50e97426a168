import { type ReferenceExpression, type SqlBool, sql } from 'kysely'
import type { DatabaseKind } from '../database/migrations.ts'
import type { Tables } from '../database/tables.ts'

type Column = ReferenceExpression<Tables, 'run' | 'movingRun'> & string

/** Whether one of these columns holds these words. Letters from A to Z count in whatever case, the same in both databases. */
export function containing(kind: DatabaseKind, columns: readonly Column[], words: string) {
  const pattern = `%${literally(asciiLower(words))}%`
  const lower = (column: Column) =>
    // PostgreSQL would lower all letters, SQLite lowers these alone.
    kind === 'postgres' ? sql`lower(${sql.ref(column)} collate "C")` : sql`lower(${sql.ref(column)})`
  const each = columns.map((column) => sql`${lower(column)} like ${pattern} escape '\\'`)
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`
}

/** Whether a column names this host, or one below it. */
export function withinHost(column: Column, host: string) {
  const wanted = host.toLowerCase()
  return sql<SqlBool>`(${sql.ref(column)} = ${wanted} or ${sql.ref(column)} like ${`%.${literally(wanted)}`} escape '\\')`
}

/** Whether a list, kept as JSON text, names this. Read along an index and up to a page it costs less than to look at the members of each. */
export function listing(column: 'story.topics', name: string) {
  return sql<SqlBool>`${sql.ref(column)} like ${`%${literally(JSON.stringify(name))}%`} escape '\\'`
}

function literally(words: string): string {
  return words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
}

function asciiLower(words: string): string {
  return words.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
