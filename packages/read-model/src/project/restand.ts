import type { Kysely } from 'kysely'
import type { StandingRow, Tables } from '../database/tables.ts'
import { sureFrom } from './decide.ts'

type Pair = Pick<StandingRow, 'topicId' | 'holderId'>

/** On what, and who, an article has spoken so far. */
export async function pairsOf(db: Kysely<Tables>, articleId: string): Promise<Pair[]> {
  return db
    .selectFrom('statement')
    .select(['topicId', 'holderId'])
    .distinct()
    .where('articleId', '=', articleId)
    .execute()
}

/** Brings standings to what the statements say now: what one rested on may be said no more. */
export async function restand(db: Kysely<Tables>, pairs: readonly Pair[]): Promise<void> {
  for (const { topicId, holderId } of pairs) {
    const { before, latest } = await readPair(db, { topicId, holderId })
    if (!latest) {
      await db.deleteFrom('standing').where('topicId', '=', topicId).where('holderId', '=', holderId).execute()
      continue
    }
    const { stance, statedAt, statedMs, articleId, place, ordinal } = latest
    const sinceAt = before?.stance === stance ? before.sinceAt : statedAt
    const standing = { stance, statedAt, statedMs, articleId, place, ordinal, sinceAt }
    await db
      .insertInto('standing')
      .values({ topicId, holderId, ...standing })
      .onConflict((conflict) => conflict.columns(['topicId', 'holderId']).doUpdateSet(standing))
      .execute()
  }
}

async function readPair(db: Kysely<Tables>, { topicId, holderId }: Pair) {
  const before = await db
    .selectFrom('standing')
    .selectAll()
    .where('topicId', '=', topicId)
    .where('holderId', '=', holderId)
    .executeTakeFirst()
  const latest = await db
    .selectFrom('statement')
    .select(['stance', 'statedAt', 'statedMs', 'articleId', 'place', 'ordinal'])
    .where('topicId', '=', topicId)
    .where('holderId', '=', holderId)
    .where('confidence', '>=', sureFrom)
    .orderBy('statedMs', 'desc')
    .orderBy('ordinal', 'desc')
    .orderBy(({ eb }) => eb.case().when('startAt', 'is', null).then(1).else(0).end())
    .orderBy('confidence', 'desc')
    .orderBy('place')
    .limit(1)
    .executeTakeFirst()
  return { before, latest }
}
