import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { classified, entry, position } from '../../test/events.ts'
import { findHolders } from '../ask/holders.ts'
import { project } from '../project/project.ts'

describe.each(databases)('an archive that was there before, on $name', ({ openEmpty }) => {
  it('finds holders by names without their accents and signs, as one that is new does', async () => {
    await using database = await openEmpty()
    const positions = [position('Jean-Luc Mélenchon', 'oppose', { aka: ["Åse O'Neil"] })]
    await project(database, [entry(classified('a', { positions }))])
    const { db } = database
    // As the version before left it.
    await db.updateTable('holder').set({ folded: " jean-luc mélenchon [ åse o'neil ]" }).execute()
    await sql`delete from kysely_migration where name >= '0008'`.execute(db)
    await sql`drop index run_by_stage`.execute(db)
    await sql`drop index run_by_error`.execute(db)
    await sql`drop table session`.execute(db)
    await sql`drop index run_later`.execute(db)
    await sql`drop index moving_run_later`.execute(db)
    await sql`drop index run_of_source_by_number`.execute(db)
    await sql`create index run_of_source on run (source_id, ended_ms, article_id)`.execute(db)
    await using again = await database.open()
    for (const search of ['melenchon', 'luc', 'ase', 'neil']) {
      expect((await findHolders(again, { search }, { limit: 5 })).items, search).toHaveLength(1)
    }
  })

  it('is told to be of a newer version where it is, and is left alone', async () => {
    await using database = await openEmpty()
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(database.db)
    await expect(database.open()).rejects.toThrow('made by a newer version (9999-later): upgrade this one')
  })
})
