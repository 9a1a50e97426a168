import { CompiledQuery, type Kysely, PostgresAdapter } from 'kysely'
import type { Tables } from './tables.ts'

type Table = keyof Tables
type KeyOf<T extends Table> = readonly (keyof Tables[T] & string)[]

/** Adds rows, all of the same columns, in one statement whose text is the same for every number of rows. */
export async function insert<T extends Table>(db: Kysely<Tables>, table: T, rows: readonly Tables[T][]): Promise<void> {
  await write(db, table, rows, () => '')
}

/** As `insert`; a row takes the place of what stood under its key. */
export async function replace<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly Tables[T][],
  key: KeyOf<T>,
): Promise<void> {
  const keys = key.map(columnOf)
  await write(db, table, rows, (columns) => {
    const others = columns.filter((column) => !keys.includes(column))
    return ` on conflict (${keys}) do update set ${others.map((column) => `${column} = excluded.${column}`)}`
  })
}

/** As `insert`; a row under whose key one stands already is left out. */
export async function insertNew<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly Tables[T][],
  key: KeyOf<T>,
): Promise<void> {
  await write(db, table, rows, () => ` on conflict (${key.map(columnOf)}) do nothing`)
}

type OnConflict = (columns: readonly string[]) => string

async function write(db: Kysely<Tables>, table: Table, rows: readonly object[], onConflict: OnConflict): Promise<void> {
  const [first] = rows
  if (!first) return
  const names = Object.keys(first)
  const columns = names.map(columnOf)
  const name = columnOf(table)
  const into = `insert into ${name} (${columns})`
  const end = onConflict(columns)
  const query =
    db.getExecutor().adapter instanceof PostgresAdapter
      ? CompiledQuery.raw(`${into} select ${columns} from ${recordsOf(name)}${end}`, [jsonOf(rows, names)])
      : CompiledQuery.raw(
          `${into} values (${columns.map(() => '?')})${end}`,
          rows.map((row) => valuesOf(row, names)),
        )
  await db.executeQuery(query)
}

/** The rows of a JSON list, with the types of the table's columns; the table is named so that no type can be meant. */
function recordsOf(table: string): string {
  return `json_populate_recordset((select one from ${table} one where false), $1::json)`
}

function valuesOf(row: object, names: readonly string[]): unknown[] {
  return names.map((name) => row[name as keyof object] ?? null)
}

/** Rows as PostgreSQL reads them all at once. What its texts cannot hold, as SQLite's can, is replaced. */
function jsonOf(rows: readonly object[], names: readonly string[]): string {
  const keys = names.map((name) => [name, snakeCase(name)] as const)
  const records = rows.map((row) => Object.fromEntries(keys.map(([name, key]) => [key, row[name as keyof object]])))
  const json = JSON.stringify(records)
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json
  return JSON.stringify(records, (_, value) => (typeof value === 'string' ? holdable(value) : value))
}

/** Without the null character, and half characters. */
function holdable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}')
}

function columnOf(name: string): string {
  return `"${snakeCase(name)}"`
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
