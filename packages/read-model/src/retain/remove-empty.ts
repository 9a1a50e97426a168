import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { settleGroup } from './remember.ts'

const ofGroups = ['original.changed']
const ofStories = ['story.created', 'story.updated']

/** What is younger is kept: it may be told before its article is. */
type Kept = { readonly beforeMs: number; readonly last: number }

type GroupsAndStories = { readonly groupIds: ReadonlySet<string>; readonly storyIds: ReadonlySet<string> }

/** The groups and stories that these events tell of. */
export function toldOf(events: readonly { readonly type: string; readonly subject: string }[]): GroupsAndStories {
  const subjects = (types: readonly string[]) =>
    new Set(events.filter(({ type }) => types.includes(type)).map(({ subject }) => subject))
  return { groupIds: subjects(ofGroups), storyIds: subjects(ofStories) }
}

/** The groups and stories that these articles are in, or were. */
export async function placesOf(db: Kysely<Tables>, articleIds: readonly string[]): Promise<GroupsAndStories> {
  const rows = await db
    .selectFrom('event')
    .select('body')
    .where('subject', 'in', articleIds)
    .where('type', 'in', ['article.classified', 'article.duplicated'])
    .execute()
  const told = rows.map(({ body }) => (JSON.parse(body) as { data: { groupId: string; storyId: string } }).data)
  return {
    groupIds: new Set(told.map(({ groupId }) => groupId)),
    storyIds: new Set(told.map(({ storyId }) => storyId)),
  }
}

/** Removes groups and stories that hold no article, with what was told of them. Gives how many events that were. */
export async function removeEmpty(
  db: Kysely<Tables>,
  { groupIds, storyIds }: GroupsAndStories,
  kept: Kept,
): Promise<number> {
  let events = 0
  for (const groupId of groupIds) {
    if (await isHeld(db, { groupId }, ofGroups, kept)) continue
    await db.deleteFrom('articleGroup').where('groupId', '=', groupId).execute()
    await settleGroup(db, groupId, kept.last)
    events += await removeTold(db, groupId, ofGroups)
  }
  for (const storyId of storyIds) {
    if (await isHeld(db, { storyId }, ofStories, kept)) continue
    await db.deleteFrom('story').where('storyId', '=', storyId).execute()
    events += await removeTold(db, storyId, ofStories)
  }
  return events
}

async function isHeld(
  db: Kysely<Tables>,
  of: { readonly groupId: string } | { readonly storyId: string },
  types: readonly string[],
  { beforeMs, last }: Kept,
): Promise<boolean> {
  const [column, id] = 'groupId' in of ? (['groupId', of.groupId] as const) : (['storyId', of.storyId] as const)
  const article = await db.selectFrom('article').select('articleId').where(column, '=', id).limit(1).executeTakeFirst()
  if (article) return true
  const young = await db
    .selectFrom('event')
    .select('ordinal')
    .where('subject', '=', id)
    .where('type', 'in', types)
    .where(({ or, eb }) => or([eb('timeMs', '>=', beforeMs), eb('ordinal', '=', last)]))
    .limit(1)
    .executeTakeFirst()
  return young !== undefined
}

async function removeTold(db: Kysely<Tables>, subject: string, types: readonly string[]): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('event')
    .where('subject', '=', subject)
    .where('type', 'in', types)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
