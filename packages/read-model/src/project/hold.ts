import type { Transaction } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** Makes whoever else projects wait until this transaction is over: two at once would each decide on half of what is known. */
export async function hold(db: Transaction<Tables>): Promise<void> {
  await db
    .insertInto('archiveState')
    .values({ name: 'position', value: '0' })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(({ ref }) => ({ value: ref('archiveState.value') })))
    .execute()
}
