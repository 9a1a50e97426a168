import type { DiscoveredUrl } from '@stancewire/contracts'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { MovingRunRow, Tables } from '../database/tables.ts'
import { insertNew } from '../database/write-rows.ts'
import { hold } from './hold.ts'
import { inSlices, slicesOf } from './slices.ts'

/** A run that was accepted, and when (ms since 1970). */
type Accepted = { readonly atMs: number; readonly found: DiscoveredUrl }

const name = 'accepted'

/** How far the notes of accepted runs were read; `0` before the first. */
export async function acceptedTo({ db }: Pick<Database, 'db'>): Promise<string> {
  const row = await db.selectFrom('archiveState').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? '0'
}

/** Notes runs as on their way, unless they have ended by now, in one transaction with how far the notes were read. The same note twice does nothing. */
export async function noteAccepted({ db }: Database, accepted: readonly Accepted[], reached: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Nobody ends a run between the look and the note.
    await hold(transaction)
    const ended = await endedOf(transaction, accepted)
    const rows = accepted.map(movingRow).filter(({ runId }) => !ended.has(runId))
    await insertNew(transaction, 'movingRun', rows, ['runId'])
    await transaction
      .insertInto('archiveState')
      .values({ name, value: reached })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: reached }))
      .execute()
  })
}

async function endedOf(db: Transaction<Tables>, accepted: readonly Accepted[]): Promise<ReadonlySet<string>> {
  const urlIds = accepted.map(({ found: { urlId } }) => urlId)
  const rows = await inSlices(urlIds, (some) =>
    db.selectFrom('run').select(['urlId', 'run']).where('urlId', 'in', some).execute(),
  )
  return new Set(rows.map(({ urlId, run }) => `${urlId}/${run}`))
}

/** The run that was accepted, as the archive has it. */
export function movingRow({ atMs, found: { urlId, run, url, sourceId, lane = 'live' } }: Accepted): MovingRunRow {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return { runId: `${urlId}/${run}`, urlId, run, url, host, sourceId, lane, acceptedMs: atMs }
}

/** Strikes runs out that are not on their way. */
export async function dropMoving(db: Kysely<Tables>, runIds: readonly string[]): Promise<void> {
  for (const some of slicesOf(runIds)) await db.deleteFrom('movingRun').where('runId', 'in', some).execute()
}
