import type { Database } from '../database/open-database.ts'
import type { DeadLetterRow } from '../database/tables.ts'
import { readEntry } from './dead-letter.ts'
import { hold } from './hold.ts'
import { bring } from './project.ts'
import { faultOf } from './whose-fault.ts'

const batch = 100

/** How many dead letters were brought into the tables, and how many are as dead as before. */
export type Retried = { readonly revived: number; readonly dead: number }

/**
 * Tries every dead letter once more, with the code of today, in the order in which they were found; each in a transaction of its own, in which it
 * stops to be one. What is brought in stands behind all that was projected meanwhile, and takes the place of nothing newer. Throws where the database is what fails; done again, it goes on where it was.
 */
export async function retryDead(database: Database): Promise<Retried> {
  const tried = { revived: 0, dead: 0 }
  for (let after: DeadLetterRow | undefined; ; ) {
    const letters = await readAfter(database, after)
    after = letters.at(-1)
    if (!after) return tried
    for (const letter of letters) tried[(await revive(database, letter)) ? 'revived' : 'dead']++
  }
}

async function readAfter({ db }: Database, after: DeadLetterRow | undefined): Promise<DeadLetterRow[]> {
  let query = db.selectFrom('deadLetter').selectAll().orderBy('atMs').orderBy('position').limit(batch)
  if (after) {
    const { atMs, position } = after
    query = query.where(({ eb, or, and }) =>
      or([eb('atMs', '>', atMs), and([eb('atMs', '=', atMs), eb('position', '>', position)])]),
    )
  }
  return query.execute()
}

async function revive({ db, kind }: Database, { position, entry, content }: DeadLetterRow): Promise<boolean> {
  const read = readEntry({ position, json: entry })
  if ('dead' in read) return false
  try {
    await db.transaction().execute(async (transaction) => {
      await hold(transaction)
      await bring(transaction, kind, [{ ...read, text: content ?? undefined }])
      await transaction.deleteFrom('deadLetter').where('position', '=', position).execute()
    })
    return true
  } catch (error) {
    if (faultOf(error) === 'database') throw error
    return false
  }
}
