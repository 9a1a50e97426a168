import type { Database, Entry, Tables } from '@stancewire/read-model'

/** The rows of one table. */
export type Rows = { readonly table: keyof Tables; readonly rows: readonly Tables[keyof Tables][] }

/** Opens the reader of what a projection has written, batch by batch; what is written again and again is given once, when it is there first. */
export function openWritten({ db }: Pick<Database, 'db'>): (entries: readonly Entry[]) => Promise<Rows[]> {
  const given = new Set<string>()
  const fresh = <Row>(rows: Row[], keyOf: (row: Row) => string) =>
    rows.filter((row) => !given.has(keyOf(row)) && given.add(keyOf(row)))
  let last = 0

  return async (entries) => {
    const events = await db.selectFrom('event').selectAll().where('ordinal', '>', last).orderBy('ordinal').execute()
    const after = last
    last += events.length
    const outbox = await db.selectFrom('outbox').selectAll().execute()
    // As the archive does when it has announced them.
    await db.deleteFrom('outbox').execute()
    const holders = await db.selectFrom('holder').selectAll().execute()
    const standings = await db.selectFrom('standing').selectAll().execute()
    const firstMs = Math.min(...entries.map(({ event }) => Date.parse(event.time)))
    const counters = await db
      .selectFrom('counter')
      .selectAll()
      .where('minuteMs', '>=', firstMs - 120_000)
      .execute()
    return [
      { table: 'event', rows: events },
      ...(await ofArticles({ db }, entries)),
      { table: 'text', rows: await db.selectFrom('text').selectAll().where('number', '>', after).execute() },
      { table: 'holder', rows: fresh(holders, ({ holderId }) => holderId) },
      { table: 'standing', rows: fresh(standings, ({ topicId, holderId }) => `${topicId} ${holderId}`) },
      { table: 'counter', rows: fresh(counters, ({ minuteMs, stage, outcome }) => `${minuteMs} ${stage} ${outcome}`) },
      {
        table: 'positionChange',
        rows: await byIds(
          { db },
          'positionChange',
          'id',
          outbox.map(({ id }) => id),
        ),
      },
      { table: 'outbox', rows: outbox },
    ]
  }
}

async function ofArticles(database: Pick<Database, 'db'>, entries: readonly Entry[]): Promise<Rows[]> {
  const of = entries.map(({ event }) => event.data as { articleId: string; urlId: string })
  const articleIds = of.map(({ articleId }) => articleId)
  const urlIds = of.map(({ urlId }) => urlId)
  const all: Rows[] = []
  for (const table of ['article', 'articleTopic', 'revision', 'statement', 'reuse'] as const)
    all.push({ table, rows: await byIds(database, table, 'articleId', articleIds) })
  for (const table of ['run', 'runStep'] as const)
    all.push({ table, rows: await byIds(database, table, 'urlId', urlIds) })
  all.push({ table: 'articleGroup', rows: await byIds(database, 'articleGroup', 'groupId', articleIds) })
  return all
}

async function byIds(
  { db }: Pick<Database, 'db'>,
  table: keyof Tables,
  column: string,
  ids: readonly string[],
): Promise<Tables[keyof Tables][]> {
  const rows = await db
    .selectFrom(table)
    .selectAll()
    .where(column as never, 'in', ids as never)
    .execute()
  return rows as Tables[keyof Tables][]
}
