import { type Database, insertRows, type Tables } from '@stancewire/read-model'
import { CompiledQuery, type Kysely, sql } from 'kysely'
import type { Rows } from './written.ts'

/** A text, and its words, each once: as much as its stems, and ready to be indexed. */
type Words = { readonly number: number; readonly text: string; readonly words: string }

/** The words of the texts among these rows. */
export function wordsOf(all: readonly Rows[]): Words[] {
  const texts = all.flatMap(({ table, rows }) => (table === 'text' ? (rows as Tables['text'][]) : []))
  return texts.map(({ number, content }) => ({
    number,
    text: content,
    words: [...new Set(content.split(' '))].join(' '),
  }))
}

/** Who makes stems of the words: somebody before (`ready`), or the database by its own means: FTS5 with its Porter tokenizer, `to_tsvector('english', …)`. */
export type Stemming = 'ready' | 'own'

/** Writes rows and the words of their texts in one transaction, in the fastest way that the archive knows, and does nothing else: no reading, no deciding. */
export async function writeInBulk(
  { db, kind }: Database,
  all: readonly Rows[],
  words: readonly Words[],
  stemming: Stemming,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { table, rows } of all) await insertRows(transaction, table, rows)
    await (stemming === 'ready' ? indexReady : indexOwn)[kind](transaction, words)
  })
}

/** Makes room for an index of words like the archive's that the database stems itself. */
export async function makeOwnIndex({ db, kind }: Database): Promise<void> {
  const statements = {
    sqlite: [
      `create virtual table own_words using fts5(content, content = '', contentless_delete = 1, detail = none, tokenize = 'porter unicode61')`,
    ],
    postgres: [
      'create table own_words (number bigint primary key, words tsvector not null)',
      'create index own_words_by_word on own_words using gin (words)',
    ],
  }
  for (const statement of statements[kind]) await sql.raw(statement).execute(db)
}

type Index = (db: Kysely<Tables>, words: readonly Words[]) => Promise<unknown>

const rowsOf = (words: readonly Words[], what: 'text' | 'words') => words.map((each) => [each.number, each[what]])
const columnsOf = (words: readonly Words[], what: 'text' | 'words') => [
  words.map(({ number }) => number),
  words.map((each) => each[what]),
]

const indexReady: Record<Database['kind'], Index> = {
  sqlite: (db, words) =>
    db.executeQuery(CompiledQuery.raw('insert into text_stems (rowid, stems) values (?, ?)', rowsOf(words, 'words'))),
  postgres: (db, words) =>
    db.executeQuery(
      CompiledQuery.raw(
        `insert into text_stems (number, stems) select number, array_to_tsvector(string_to_array(words, ' '))
          from unnest($1::bigint[], $2::text[]) as each (number, words)`,
        columnsOf(words, 'words'),
      ),
    ),
}

const indexOwn: Record<Database['kind'], Index> = {
  sqlite: (db, words) =>
    db.executeQuery(CompiledQuery.raw('insert into own_words (rowid, content) values (?, ?)', rowsOf(words, 'text'))),
  postgres: (db, words) =>
    db.executeQuery(
      CompiledQuery.raw(
        `insert into own_words (number, words) select number, to_tsvector('english', content)
          from unnest($1::bigint[], $2::text[]) as each (number, content)`,
        columnsOf(words, 'text'),
      ),
    ),
}
