import { PipelineEvent } from '@stancewire/contracts'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { statementRows } from '../project/article-rows.ts'
import { pairKey } from '../project/past.ts'
import { restand } from '../project/restand.ts'
import { inSlices, slicesOf } from '../project/slices.ts'
import type { TextSearch } from '../search/text-search.ts'
import { removeIfForgotten, settleHolder, settlePairs } from './remember.ts'
import { removeRunRows } from './remove-runs.ts'

const ofArticles = ['article.classified', 'article.duplicated'] as const

/** Whether an event tells of an article. */
export function isOfArticle(type: string): boolean {
  return (ofArticles as readonly string[]).includes(type)
}

/**
 * Removes an article, with all that was told and made of it; its group and its story may stay empty. Who spoke in it stands where the rest puts them.
 * `last` is the ordinal of the last event, which stays. Gives how many events that were.
 */
export async function removeArticle(
  db: Kysely<Tables>,
  search: TextSearch,
  articleId: string,
  last: number,
): Promise<number> {
  const told = await db
    .deleteFrom('event')
    .where('subject', '=', articleId)
    .where('type', 'in', ofArticles)
    .returning(['urlId', 'run', 'body', 'ordinal'])
    .execute()
  for (const { urlId, run } of told) if (urlId !== null && run !== null) await removeRunRows(db, { urlId, run })
  await removeRows(db, search, articleId)
  const spoke = pairsIn(told)
  const holders = new Set(spoke.map(({ holderId }) => holderId))
  await removeChanges(db, articleId, { holderIds: [...holders], last })
  await restand(db, spoke)
  await settlePairs(db, spoke, last)
  for (const holderId of holders) {
    await removeIfForgotten(db, holderId, last)
    await settleHolder(db, holderId, last)
  }
  return told.length
}

/** On what, and who, an article has ever spoken. */
function pairsIn(told: readonly { body: string; ordinal: number }[]) {
  const pairs = told.flatMap(({ body, ordinal }) => {
    const { type, data } = JSON.parse(body) as { type: string; data: unknown }
    const known = PipelineEvent.safeParse({ type, data }).data
    return known?.type === 'article.classified' ? statementRows(known.data, ordinal) : []
  })
  return [
    ...new Map(pairs.map(({ topicId, holderId }) => [pairKey({ topicId, holderId }), { topicId, holderId }])).values(),
  ]
}

async function removeRows(db: Kysely<Tables>, search: TextSearch, articleId: string): Promise<void> {
  const texts = await db.deleteFrom('text').where('articleId', '=', articleId).returning('number').execute()
  await search.drop(
    db,
    texts.map(({ number }) => number),
  )
  for (const table of ['article', 'articleTopic', 'revision', 'reuse', 'statement'] as const) {
    await db.deleteFrom(table).where('articleId', '=', articleId).execute()
  }
}

/** Nobody was moved by what is not kept. */
async function removeChanges(
  db: Kysely<Tables>,
  articleId: string,
  { holderIds, last }: { readonly holderIds: readonly string[]; readonly last: number },
): Promise<void> {
  const changes = await inSlices(holderIds, (some) =>
    db
      .deleteFrom('positionChange')
      .where('holderId', 'in', some)
      .where('articleId', '=', articleId)
      .returning('id')
      .execute(),
  )
  for (const ids of slicesOf(changes.map(({ id }) => id))) {
    await db.deleteFrom('event').where('id', 'in', ids).where('ordinal', '<', last).execute()
    await db.deleteFrom('outbox').where('id', 'in', ids).execute()
  }
}
