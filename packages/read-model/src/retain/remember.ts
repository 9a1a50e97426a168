import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { pairKey } from '../project/past.ts'
import { inSlices } from '../project/slices.ts'

type Pair = { readonly topicId: string; readonly holderId: string }

/** Settles where holders stand as it is now, with all events up to an ordinal in it. */
export async function settlePairs(db: Kysely<Tables>, pairs: readonly Pair[], ordinal: number): Promise<void> {
  const topicIds = [...new Set(pairs.map(({ topicId }) => topicId))]
  const holderIds = [...new Set(pairs.map(({ holderId }) => holderId))]
  const rows = await inSlices(holderIds, (some) =>
    db.selectFrom('standing').selectAll().where('topicId', 'in', topicIds).where('holderId', 'in', some).execute(),
  )
  const standings = new Map(rows.map((row) => [pairKey(row), JSON.stringify(row)]))
  for (const { topicId, holderId } of pairs) {
    const settled = { ordinal, rowJson: standings.get(pairKey({ topicId, holderId })) ?? null }
    await db
      .insertInto('pastStanding')
      .values({ topicId, holderId, ...settled })
      .onConflict((conflict) => conflict.columns(['topicId', 'holderId']).doUpdateSet(settled))
      .execute()
  }
}

/** Settles a holder's row as it is now, or that there is none. */
export async function settleHolder(db: Kysely<Tables>, holderId: string, ordinal: number): Promise<void> {
  const row = await db.selectFrom('holder').selectAll().where('holderId', '=', holderId).executeTakeFirst()
  const settled = { ordinal, rowJson: row ? JSON.stringify(row) : null }
  await db
    .insertInto('pastHolder')
    .values({ holderId, ...settled })
    .onConflict((conflict) => conflict.column('holderId').doUpdateSet(settled))
    .execute()
}

/** Settles that there is no such group: an earlier telling of an article that is in another one by now would bring it back. */
export async function settleGroup(db: Kysely<Tables>, groupId: string, ordinal: number): Promise<void> {
  await db
    .insertInto('pastGroup')
    .values({ groupId, ordinal })
    .onConflict((conflict) => conflict.column('groupId').doUpdateSet({ ordinal }))
    .execute()
}

/** Removes a holder of whom no statement is left, with what was told of their changes. */
export async function removeIfForgotten(db: Kysely<Tables>, holderId: string, ordinal: number): Promise<void> {
  const left = await db
    .selectFrom('statement')
    .select('place')
    .where('holderId', '=', holderId)
    .limit(1)
    .executeTakeFirst()
  if (left) return
  await db.deleteFrom('holder').where('holderId', '=', holderId).execute()
  const changes = await db.deleteFrom('positionChange').where('holderId', '=', holderId).returning('topicId').execute()
  // Else a rebuild would find some of these changes again, in earlier tellings of articles that are kept.
  const topics = new Set(changes.map(({ topicId }) => topicId))
  await settlePairs(
    db,
    [...topics].map((topicId) => ({ topicId, holderId })),
    ordinal,
  )
  await db
    .deleteFrom('event')
    .where('subject', '=', holderId)
    .where('type', '=', 'position.changed')
    .where('ordinal', '<', ordinal)
    .execute()
}

/** Drops what is settled as nothing where no event is left that could say otherwise. */
export async function dropNeedless(db: Kysely<Tables>): Promise<void> {
  const firsts = await Promise.all([firstOf(db, 'article.classified'), firstOf(db, 'article.duplicated')])
  const first = Math.min(...firsts)
  await db.deleteFrom('pastHolder').where('rowJson', 'is', null).where('ordinal', '<', first).execute()
  await db.deleteFrom('pastStanding').where('rowJson', 'is', null).where('ordinal', '<', first).execute()
  await db.deleteFrom('pastGroup').where('ordinal', '<', first).execute()
}

async function firstOf(db: Kysely<Tables>, type: string): Promise<number> {
  const event = db.selectFrom('event').select('ordinal').where('type', '=', type)
  const row = await event.orderBy('ordinal').limit(1).executeTakeFirst()
  return row?.ordinal ?? Number.MAX_SAFE_INTEGER
}
