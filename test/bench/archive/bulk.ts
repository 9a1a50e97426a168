import type { Database, Tables } from '@stancewire/read-model'
import { sql, type Transaction } from 'kysely'

const tables = [
  ...(['event', 'text', 'article', 'articleTopic', 'revision', 'articleGroup', 'holder', 'statement'] as const),
  ...(['standing', 'positionChange', 'outbox', 'run', 'counter'] as const),
] as const

type Rows = { readonly table: (typeof tables)[number]; readonly rows: readonly Record<string, unknown>[] }

/** Everything that a projection has written, table by table. */
export async function readAll({ db }: Database): Promise<Rows[]> {
  const all: Rows[] = []
  for (const table of tables) all.push({ table, rows: await db.selectFrom(table).selectAll().execute() })
  return all
}

/**
 * Writes it to an empty database, so many events at a time with their share of all other rows, and does nothing else: no reading, no deciding.
 * Words are indexed by the database's own means: FTS5 with its Porter tokenizer, `to_tsvector('english', …)`.
 */
export async function writeInBulk({ db, kind }: Database, all: readonly Rows[], batch: number): Promise<void> {
  const batches = Math.ceil((all[0]?.rows.length ?? 0) / batch)
  if (kind === 'sqlite') {
    await sql`create virtual table own_words using fts5(content, content = '', tokenize = 'porter unicode61')`.execute(
      db,
    )
  }
  for (let at = 0; at < batches; at++) {
    const share = all.map(({ table, rows }) => ({
      table,
      rows: rows.slice(Math.floor((rows.length * at) / batches), Math.floor((rows.length * (at + 1)) / batches)),
    }))
    await db.transaction().execute((transaction) => writeShare(transaction, kind, share))
  }
}

async function writeShare(db: Transaction<Tables>, kind: Database['kind'], share: readonly Rows[]): Promise<void> {
  for (const { table, rows } of share) {
    if (rows.length > 0)
      await db
        .insertInto(table)
        .values(rows as never)
        .execute()
    if (table === 'text') for (const row of rows) await indexWords[kind](row).execute(db)
  }
}

const indexWords = {
  sqlite: ({ number, content }: Record<string, unknown>) =>
    sql`insert into own_words (rowid, content) values (${number}, ${content})`,
  postgres: ({ number, content }: Record<string, unknown>) =>
    sql`insert into text_stems (number, stems) values (${number}, to_tsvector('english', ${content}))`,
}
