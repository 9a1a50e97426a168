import type { Database } from '../src/database/open-database.ts'

/** Every row of every table. */
export async function dump({ db }: Pick<Database, 'db'>) {
  const tables = [
    'event',
    'text',
    'article',
    'articleTopic',
    'revision',
    'reuse',
    'articleGroup',
    'story',
    'holder',
  ] as const
  const more = [
    'statement',
    'standing',
    'positionChange',
    'outbox',
    'run',
    'runStep',
    'counter',
    'archiveState',
    'pastGroup',
    'pastHolder',
    'pastStanding',
    'settledRun',
    'movingRun',
    'deadLetter',
  ] as const
  const rows = await Promise.all(
    [...tables, ...more].map(async (table) => {
      const all = await db.selectFrom(table).selectAll().execute()
      return [table, all.map((row) => JSON.stringify(row)).sort()] as const
    }),
  )
  return Object.fromEntries(rows)
}
