import type { Transaction } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { TextSearch } from '../search/text-search.ts'
import { Draft, type ReadEntry } from './draft.ts'
import { fold } from './fold.ts'
import { load } from './load.ts'
import { isPast, noPast, type Past, pairKey } from './past.ts'
import { pairsOf, restand } from './restand.ts'
import { inSlices } from './slices.ts'
import { store } from './store.ts'

/** What is to be announced of what was applied. */
export type Announcement = { readonly id: string; readonly event: string }

/** Brings what these events say into the tables, in their order, however they are cut into batches. */
export async function apply(
  db: Transaction<Tables>,
  search: TextSearch,
  entries: readonly ReadEntry[],
  past: Past = noPast,
): Promise<Announcement[]> {
  const announcements: Announcement[] = []
  for (const segment of await segmentsOf(db, entries)) {
    const draft = new Draft(await load(db, segment.entries), past)
    for (const entry of segment.entries) fold(draft, entry)
    const pairs = segment.toldAgain === undefined ? [] : await pairsOf(db, segment.toldAgain)
    await store(db, search, draft)
    const [{ ordinal = 0 } = {}] = segment.entries
    await restand(
      db,
      pairs.filter((pair) => !isPast(past.standings, pairKey(pair), ordinal)),
    )
    announcements.push(...draft.moves.map(({ change, event }) => ({ id: change.id, event: JSON.stringify(event) })))
  }
  return announcements
}

type Segment = { readonly entries: ReadEntry[]; readonly toldAgain: string | undefined }

/** Cuts a batch where an article is told again: what its earlier telling did is taken back first, and nothing else may happen at the same time. */
async function segmentsOf(db: Transaction<Tables>, entries: readonly ReadEntry[]): Promise<Segment[]> {
  const ids = entries.flatMap((entry) => articleOf(entry) ?? [])
  const told = new Set(await toldBefore(db, [...new Set(ids)]))
  const segments: Segment[] = []
  for (const entry of entries) {
    const articleId = articleOf(entry)
    const toldAgain = articleId !== undefined && told.has(articleId) ? articleId : undefined
    if (articleId !== undefined && entry.known?.type === 'article.classified') told.add(articleId)
    const open = segments.at(-1)
    if (open && toldAgain === undefined && open.toldAgain === undefined) open.entries.push(entry)
    else segments.push({ entries: [entry], toldAgain })
  }
  return segments
}

function articleOf({ known }: ReadEntry): string | undefined {
  const isOfArticle = known?.type === 'article.classified' || known?.type === 'article.duplicated'
  return isOfArticle ? known.data.articleId : undefined
}

/** Which of these articles have said something of their own. */
async function toldBefore(db: Transaction<Tables>, articleIds: readonly string[]): Promise<string[]> {
  const rows = await inSlices(articleIds, (ids) =>
    db.selectFrom('revision').select('articleId').where('articleId', 'in', ids).execute(),
  )
  return rows.map(({ articleId }) => articleId)
}
