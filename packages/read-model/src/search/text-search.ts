import { CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { DatabaseKind } from '../database/migrations.ts'
import type { Tables } from '../database/tables.ts'
import type { Stemmed } from './stemmed.ts'
import type { Wanted } from './stems.ts'

/** Finding texts by the stems of their words, in the way of each database. */
export type TextSearch = {
  put(db: Kysely<Tables>, texts: readonly Stemmed[]): Promise<void>
  drop(db: Kysely<Tables>, numbers: readonly number[]): Promise<void>
  clear(db: Kysely<Tables>): Promise<void>
  /** That a joined text holds what is wanted, as a condition for a query that gives its first rows in the order of time. */
  holding(db: Kysely<Tables>, wanted: Wanted): Promise<RawBuilder<boolean>>
}

/** The search of this kind of database. */
export function textSearch(kind: DatabaseKind): TextSearch {
  return kind === 'sqlite' ? inSqlite : inPostgres
}

// To sort so many takes as long as to look for a page of them among the newest of some hundred thousand texts.
const manyMatches = 2_000

const inSqlite: TextSearch = {
  async put(db, texts) {
    if (texts.length === 0) return
    const rows = texts.map(({ number, stems }) => [number, stems])
    await db.executeQuery(CompiledQuery.raw('insert into text_stems (rowid, stems) values (?, ?)', rows))
  },
  async drop(db, numbers) {
    if (numbers.length === 0) return
    const rows = numbers.map((number) => [number])
    await db.executeQuery(CompiledQuery.raw('delete from text_stems where rowid = ?', rows))
  },
  async clear(db) {
    await sql`insert into text_stems (text_stems) values ('delete-all')`.execute(db)
  },
  async holding(db, wanted) {
    const words = expression(wanted, { quote: '"', and: ' AND ', or: ' OR ' })
    const matches = sql`select rowid from text_stems where text_stems match ${words}`
    const { rows } = await sql<{
      many: number
    }>`select count(*) as many from (${matches} limit ${manyMatches})`.execute(db)
    // SQLite cannot tell beforehand how many there are. Where there are many, some of the newest texts are among them: the sign keeps it from
    // beginning with the matches.
    const isMany = (rows[0]?.many ?? 0) >= manyMatches
    return sql<boolean>`${isMany ? sql`+text.number` : sql`text.number`} in (${matches})`
  },
}

const inPostgres: TextSearch = {
  async put(db, texts) {
    if (texts.length === 0) return
    // The stems as they are: PostgreSQL's own parser would take some of them apart.
    const numbers = texts.map(({ number }) => number)
    const words = texts.map(({ stems }) => stems)
    await sql`insert into text_stems (number, stems)
      select number, array_to_tsvector(string_to_array(words, ' '))
      from unnest(${numbers}::bigint[], ${words}::text[]) as each (number, words)`.execute(db)
  },
  async drop(db, numbers) {
    if (numbers.length > 0) await sql`delete from text_stems where number = any(${numbers}::bigint[])`.execute(db)
  },
  async clear(db) {
    await sql`delete from text_stems`.execute(db)
  },
  async holding(_, wanted) {
    const words = expression(wanted, { quote: "'", and: ' & ', or: ' | ' })
    return sql<boolean>`text.number in (select number from text_stems where stems @@ ${words}::tsquery)`
  },
}

/** Stems are letters and digits alone: quoted, none of them can be anything else. */
function expression(wanted: Wanted, signs: { quote: string; and: string; or: string }): string {
  const any = (stems: readonly string[]) => stems.map((stem) => `${signs.quote}${stem}${signs.quote}`).join(signs.or)
  return wanted.map((stems) => `(${any(stems)})`).join(signs.and)
}
