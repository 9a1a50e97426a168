import type { Database } from '../database/open-database.ts'
import type { TokenRow } from '../database/tables.ts'
import { writePatiently } from '../database/write-patiently.ts'

const usedEveryMs = 60_000
// A use that cannot be noted is let go.
const notePatienceMs = 0

/** Notes that a token was used, at most once a minute. */
export async function noteUse(database: Database, { id, lastUsedMs }: TokenRow, nowMs: number): Promise<void> {
  if (lastUsedMs !== null && nowMs - lastUsedMs < usedEveryMs) return
  const note = (one: Database['db']) =>
    one.updateTable('token').set({ lastUsedMs: nowMs }).where('id', '=', id).execute()
  await writePatiently(database, note, notePatienceMs).catch(() => {})
}
