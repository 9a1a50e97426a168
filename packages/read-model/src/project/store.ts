import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { insert, insertNew, replace } from '../database/write-rows.ts'
import { stemAll } from '../search/stem-all.ts'
import type { Stemmed } from '../search/stemmed.ts'
import type { TextSearch } from '../search/text-search.ts'
import type { Draft, KeptText } from './draft.ts'
import { dropMoving } from './moving.ts'
import { inSlices, slicesOf } from './slices.ts'

/** Writes a draft to the tables; events and what is to be announced are not in it. */
export async function store(db: Kysely<Tables>, search: TextSearch, draft: Draft): Promise<void> {
  const texts = [...draft.texts.values()]
  // They are made while all else is written.
  const stems = stemAll(latest(texts))
  await replace(db, 'run', [...draft.runs.values()], ['urlId', 'run'])
  await replace(db, 'runStep', draft.steps, ['urlId', 'run', 'place'])
  await dropMoving(db, [...draft.runs.keys()])
  for (const { urlId, run, discardedMs } of draft.discarded) {
    await db.updateTable('run').set({ discardedMs }).where('urlId', '=', urlId).where('run', '=', run).execute()
  }
  await storeArticles(db, draft)
  await storePositions(db, draft)
  await storeCounters(db, draft)
  await storeTexts(db, search, texts, await stems)
  await storeLate(db, draft)
}

async function storeArticles(db: Kysely<Tables>, draft: Draft): Promise<void> {
  const changed = [...draft.changedArticles]
  await replace(db, 'article', chosen(draft.articles, changed), ['articleId'])
  await dropOf(db, 'articleTopic', changed)
  await insert(db, 'articleTopic', [...draft.topics.values()].flat())
  await replace(db, 'revision', [...draft.revisions.values()], ['articleId', 'revision'])
  await dropOf(db, 'reuse', [...draft.reuses.keys()])
  await insert(db, 'reuse', [...draft.reuses.values()].flat())
  const groups = [...draft.groups.values()]
  const first = groups.filter(({ isFirst }) => isFirst).map(({ groupId, original }) => ({ groupId, original }))
  await insertNew(db, 'articleGroup', first, ['groupId'])
  const shown = groups.filter(({ isFirst }) => !isFirst).map(({ groupId, original }) => ({ groupId, original }))
  await replace(db, 'articleGroup', shown, ['groupId'])
  await replace(db, 'story', [...draft.stories.values()], ['storyId'])
}

/** Of each article the latest text: it is what is found. */
function latest(texts: readonly KeptText[]) {
  const byArticle = new Map(texts.map((text) => [text.articleId, text]))
  return [...byArticle.values()].map(({ number, title, content, language }) => ({
    number,
    text: `${title}\n${content}`,
    language,
  }))
}

async function storeTexts(
  db: Kysely<Tables>,
  search: TextSearch,
  texts: readonly KeptText[],
  stems: readonly Stemmed[],
): Promise<void> {
  if (texts.length === 0) return
  // Only the latest text of an article is found; the others are kept.
  const articleIds = [...new Set(texts.map(({ articleId }) => articleId))]
  const before = await inSlices(articleIds, (ids) =>
    db.selectFrom('text').select('number').where('articleId', 'in', ids).execute(),
  )
  await search.drop(
    db,
    before.map(({ number }) => number),
  )
  await replace(db, 'text', texts.map(textRow), ['articleId', 'revision'])
  await search.put(db, stems)
}

function textRow({ number, articleId, revision, content }: KeptText) {
  return { number, articleId, revision, content }
}

/** What came late fills a gap, and takes nobody's place. */
async function storeLate(db: Kysely<Tables>, { late }: Draft): Promise<void> {
  await insertNew(db, 'revision', late.revisions, ['articleId', 'revision'])
  await insertNew(db, 'text', late.texts.map(textRow), ['articleId', 'revision'])
}

async function storePositions(db: Kysely<Tables>, draft: Draft): Promise<void> {
  await replace(db, 'holder', [...draft.holders.values()], ['holderId'])
  await dropOf(db, 'statement', [...draft.statements.keys()])
  await insert(db, 'statement', [...draft.statements.values()].flat())
  await replace(db, 'standing', chosen(draft.standings, draft.changedStandings), ['topicId', 'holderId'])
  await replace(
    db,
    'positionChange',
    draft.moves.map(({ change }) => change),
    ['id'],
  )
}

// Each row binds several values.
const counterSlice = 1_000

async function storeCounters(db: Kysely<Tables>, draft: Draft): Promise<void> {
  for (const rows of slicesOf([...draft.counters.values()], counterSlice)) {
    await db
      .insertInto('counter')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['minuteMs', 'stage', 'outcome']).doUpdateSet(({ ref, eb }) => ({
          count: eb(ref('counter.count'), '+', ref('excluded.count')),
          workedMs: eb(ref('counter.workedMs'), '+', ref('excluded.workedMs')),
        })),
      )
      .execute()
  }
}

function chosen<Row>(rows: ReadonlyMap<string, Row>, keys: Iterable<string>): Row[] {
  return [...keys].flatMap((key) => rows.get(key) ?? [])
}

async function dropOf(
  db: Kysely<Tables>,
  table: 'articleTopic' | 'reuse' | 'statement',
  articleIds: readonly string[],
) {
  for (const ids of slicesOf(articleIds)) await db.deleteFrom(table).where('articleId', 'in', ids).execute()
}
