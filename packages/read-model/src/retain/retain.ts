import type { Transaction } from 'kysely'
import type { Database } from '../database/open-database.ts'
import type { Tables } from '../database/tables.ts'
import { hold } from '../project/hold.ts'
import { settleCounters } from '../project/past.ts'
import { textSearch } from '../search/text-search.ts'
import { dropNeedless } from './remember.ts'
import { isOfArticle, removeArticle } from './remove-article.ts'
import { placesOf, removeEmpty, toldOf } from './remove-empty.ts'
import { isOfRun, removeRuns } from './remove-runs.ts'
import { removeTexts } from './remove-texts.ts'

/** What can be kept for a time: runs that ended without an article, texts, articles with all that hangs on them, counters. */
export const retained = ['runs', 'texts', 'articles', 'counters'] as const
export type Retained = (typeof retained)[number]

/** What a step has removed, and whether there may be more. `removed` counts events, for texts and counters rows. */
export type Step = { readonly removed: number; readonly isDone: boolean }

const usualBatch = { runs: 200, texts: 200, articles: 10, counters: 5_000 }
const hourMs = 3_600_000
const minuteMs = 60_000

/**
 * Removes some of what is older than a moment (ms since 1970), in one transaction that whoever projects waits for. Tables stay what a rebuild makes of the
 * events that are left. The last event stays however old it is: ordinals go on from there.
 */
export async function retainStep(
  { db, kind }: Database,
  what: Retained,
  beforeMs: number,
  batch: number = usualBatch[what],
): Promise<Step> {
  return db.transaction().execute(async (transaction) => {
    await hold(transaction)
    if (what === 'counters') return removeCounters(transaction, beforeMs, batch)
    const walked = await walk(transaction, what, { beforeMs, batch })
    const old = walked.events.filter(({ timeMs }) => timeMs < beforeMs)
    const removed = await removeOld[what](transaction, { ...walked, old, beforeMs, search: textSearch(kind) })
    return { removed, isDone: walked.events.length < batch }
  })
}

type Told = {
  readonly ordinal: number
  readonly type: string
  readonly subject: string
  readonly timeMs: number
  readonly urlId: string | null
  readonly run: number | null
}

type Walked = { readonly events: readonly Told[]; readonly last: number }

/** The next events, in their order, up to the one before the moment. Each is looked at once: how far that went is noted. */
async function walk(
  db: Transaction<Tables>,
  what: Retained,
  { beforeMs, batch }: { beforeMs: number; batch: number },
): Promise<Walked> {
  const name = `retained ${what}`
  const state = await db.selectFrom('archiveState').select('value').where('name', '=', name).executeTakeFirst()
  const lastRow = await db.selectFrom('event').select('ordinal').orderBy('ordinal', 'desc').limit(1).executeTakeFirst()
  const last = lastRow?.ordinal ?? 0
  const frontier = await db
    .selectFrom('event')
    .select('ordinal')
    .where('timeMs', '<', beforeMs)
    .orderBy('timeMs', 'desc')
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()
  const events = await db
    .selectFrom('event')
    .select(['ordinal', 'type', 'subject', 'timeMs', 'urlId', 'run'])
    .where('ordinal', '>', Number(state?.value ?? 0))
    .where('ordinal', '<=', frontier?.ordinal ?? 0)
    .where('ordinal', '<', last)
    .orderBy('ordinal')
    .limit(batch)
    .execute()
  const value = String(events.at(-1)?.ordinal ?? 0)
  if (events.length > 0) {
    await db
      .insertInto('archiveState')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }
  return { events, last }
}

type Old = Walked & {
  readonly old: readonly Told[]
  readonly beforeMs: number
  readonly search: ReturnType<typeof textSearch>
}

const removeOld: Record<Exclude<Retained, 'counters'>, (db: Transaction<Tables>, old: Old) => Promise<number>> = {
  async runs(db, { old, last, beforeMs }) {
    // What was told of a run goes with its end, and not before.
    const ends = old.filter(({ type }) => isOfRun(type) && type !== 'url.discarded')
    if (ends.length === 0) return 0
    await settleCounters(db, settledFrom(beforeMs))
    const runs = ends.flatMap(({ urlId, run }) => (urlId === null || run === null ? [] : { urlId, run }))
    return removeRuns(db, runs, last)
  },
  texts: (db, { old, search }) =>
    removeTexts(
      db,
      search,
      old.filter(({ type }) => isOfArticle(type)).map(({ ordinal }) => ordinal),
    ),
  async articles(db, { old, last, beforeMs, search }) {
    const articleIds = new Set(old.filter(({ type }) => isOfArticle(type)).map(({ subject }) => subject))
    const left: string[] = []
    for (const articleId of articleIds) {
      if (!(await isToldSince(db, articleId, { beforeMs, last }))) left.push(articleId)
    }
    const places = await placesOf(db, left)
    let removed = 0
    for (const articleId of left) removed += await removeArticle(db, search, articleId, last)
    removed += await removeEmpty(db, toldOf(old), { beforeMs, last })
    removed += await removeEmpty(db, places, { beforeMs, last })
    if (removed > 0) {
      await settleCounters(db, settledFrom(beforeMs))
      await dropNeedless(db)
    }
    return removed
  },
}

/** When the last event was announced (ms since 1970); `undefined` before the first. */
export async function lastEventMs({ db }: Database): Promise<number | undefined> {
  const row = await db.selectFrom('event').select('timeMs').orderBy('ordinal', 'desc').limit(1).executeTakeFirst()
  return row?.timeMs
}

/** An article stays while any of its tellings does, and with the last event. */
async function isToldSince(
  db: Transaction<Tables>,
  articleId: string,
  { beforeMs, last }: { beforeMs: number; last: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('event')
    .select('ordinal')
    .where('subject', '=', articleId)
    .where('type', 'in', ['article.classified', 'article.duplicated'])
    .where(({ or, eb }) => or([eb('timeMs', '>=', beforeMs), eb('ordinal', '=', last)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A stage's clock may be ahead of that of the one that ended the run. */
function settledFrom(beforeMs: number): number {
  return Math.floor(beforeMs / minuteMs) * minuteMs + hourMs
}

async function removeCounters(db: Transaction<Tables>, beforeMs: number, batch: number): Promise<Step> {
  const rows = await db
    .selectFrom('counter')
    .select('minuteMs')
    .where('minuteMs', '<', beforeMs)
    .orderBy('minuteMs')
    .limit(batch)
    .execute()
  const upTo = rows.at(-1)?.minuteMs
  if (upTo === undefined) return { removed: 0, isDone: true }
  await settleCounters(db, upTo + minuteMs)
  const { numDeletedRows } = await db.deleteFrom('counter').where('minuteMs', '<=', upTo).executeTakeFirst()
  return { removed: Number(numDeletedRows), isDone: rows.length < batch }
}
