import { type CloudEvent, PipelineEvent } from '@stancewire/contracts'
import type { Transaction } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'
import { textSearch } from '../search/text-search.ts'
import { apply } from './apply.ts'
import { hold } from './hold.ts'
import { clearToPast, readPast } from './past.ts'

const batch = 500

/** What is made of events and texts alone, and can be made again; the rest begins with what is past. */
const made = [
  ...(['article', 'articleTopic', 'revision', 'reuse', 'articleGroup', 'story', 'statement'] as const),
  ...(['run', 'runStep'] as const),
] as const

/** Makes all tables again from the events and texts that are kept, in one transaction: readers see the old ones until it is done. Announces nothing. Gives how many events that were. */
export async function rebuild(
  { db, kind }: Database,
  onProgress: (events: number) => void = () => {},
): Promise<number> {
  const search = textSearch(kind)
  return db.transaction().execute(async (transaction) => {
    await hold(transaction)
    for (const table of made) await transaction.deleteFrom(table).execute()
    const past = await readPast(transaction)
    await clearToPast(transaction, past)
    await search.clear(transaction)
    let done = 0
    for (let after = 0; ; ) {
      const rows = await readKept(transaction, after)
      const last = rows.at(-1)
      if (!last) return done
      await apply(transaction, search, rows, past)
      after = last.ordinal
      done += rows.length
      onProgress(done)
    }
  })
}

async function readKept(db: Transaction<Tables>, after: number) {
  const rows = await db
    .selectFrom('event')
    .select(['ordinal', 'body'])
    .where('ordinal', '>', after)
    .orderBy('ordinal')
    .limit(batch)
    .execute()
  const ordinals = rows.map(({ ordinal }) => ordinal)
  const kept =
    ordinals.length === 0
      ? []
      : await db.selectFrom('text').select(['number', 'content']).where('number', 'in', ordinals).execute()
  const texts = new Map(kept.map(({ number, content }) => [number, content]))
  return rows.map(({ ordinal, body }) => {
    const event = JSON.parse(body) as CloudEvent
    const { type, data } = event
    return { ordinal, event, text: texts.get(ordinal), known: PipelineEvent.safeParse({ type, data }).data }
  })
}
