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
  /** The numbers of the texts that hold what is wanted, as a subquery of one column. */
  numbersOf(wanted: Wanted): RawBuilder<number>
}

/** The search of this kind of database. */
export function textSearch(kind: DatabaseKind): TextSearch {
  return kind === 'sqlite' ? inSqlite : inPostgres
}

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
  numbersOf: (wanted) =>
    sql`select rowid from text_stems where text_stems match ${expression(wanted, { quote: '"', and: ' AND ', or: ' OR ' })}`,
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
  numbersOf: (wanted) =>
    sql`select number from text_stems where stems @@ ${expression(wanted, { quote: "'", and: ' & ', or: ' | ' })}::tsquery`,
}

/** Stems are letters and digits alone: quoted, none of them can be anything else. */
function expression(wanted: Wanted, signs: { quote: string; and: string; or: string }): string {
  const any = (stems: readonly string[]) => stems.map((stem) => `${signs.quote}${stem}${signs.quote}`).join(signs.or)
  return wanted.map((stems) => `(${any(stems)})`).join(signs.and)
}
