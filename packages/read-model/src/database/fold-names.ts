import { type Kysely, sql } from 'kysely'
import { foldedNames } from '../search/fold-name.ts'

const batch = 1_000

/** Brings the names by which holders are found to what this version makes of them: SQL knows no accents. */
export async function foldNames(db: Kysely<unknown>): Promise<void> {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ holder_id: string; name: string; aka: string }>`
      select holder_id, name, aka from holder where holder_id > ${after} order by holder_id limit ${batch}`.execute(db)
    for (const { holder_id, name, aka } of rows) {
      const folded = foldedNames([name, ...(JSON.parse(aka) as string[])])
      await sql`update holder set folded = ${folded} where holder_id = ${holder_id}`.execute(db)
    }
    if (rows.length < batch) return
    after = rows.at(-1)?.holder_id ?? after
  }
}
