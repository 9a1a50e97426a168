import type { Database } from '../database/open-database.ts'

/** What the projection decided and nobody has been told yet. */
export type Outbox = {
  /** Up to a hundred of them, as JSON. */
  waiting(): Promise<{ readonly id: string; readonly event: string }[]>
  forget(id: string): Promise<void>
}

/** Opens the outbox of an archive. */
export function openOutbox({ db }: Database): Outbox {
  return {
    waiting: () => db.selectFrom('outbox').selectAll().limit(100).execute(),
    async forget(id) {
      await db.deleteFrom('outbox').where('id', '=', id).execute()
    },
  }
}
