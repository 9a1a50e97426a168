import { sql } from 'kysely'
import type { Database } from '../database/open-database.ts'

// Each costs one look at the index of hosts, some microseconds.
const usualWalk = 5_000
// More are no help to an index.
const foundMost = 200

/** The hosts of ended runs that are this one or below it, in whatever case; `undefined` where there are too many hosts to walk, or too many of these. */
export async function hostsWithin(
  { db }: Pick<Database, 'db'>,
  host: string,
  walkMost = usualWalk,
): Promise<string[] | undefined> {
  const { rows } = await sql<{ host: string }>`
    with recursive known (host) as (
      select (select min(host) from run)
      union all
      select (select min(host) from run where host > known.host) from known where known.host is not null
    )
    select host from known where host is not null limit ${walkMost + 1}`.execute(db)
  if (rows.length > walkMost) return undefined
  const wanted = host.toLowerCase()
  const found = rows.map((row) => row.host).filter((each) => each === wanted || each.endsWith(`.${wanted}`))
  return found.length > foundMost ? undefined : found
}
