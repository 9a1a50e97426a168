import type { Database } from '../database/open-database.ts'

/** A holder, where they stand on each topic, and how they moved, the last change first; `undefined` where there is none of this id. */
export async function readHolder({ db }: Database, holderId: string) {
  const holder = await db.selectFrom('holder').selectAll().where('holderId', '=', holderId).executeTakeFirst()
  if (!holder) return undefined
  const [standings, changes] = await Promise.all([
    db.selectFrom('standing').selectAll().where('holderId', '=', holderId).orderBy('topicId').execute(),
    db
      .selectFrom('positionChange')
      .selectAll()
      .where('holderId', '=', holderId)
      .orderBy('statedMs', 'desc')
      .orderBy('id')
      .limit(200)
      .execute(),
  ])
  return { ...holder, standings, changes }
}
