import type { Database } from '../database/open-database.ts'
import { contextOf, type QuoteContext } from './context-of.ts'

type Quoted = {
  readonly articleId: string
  readonly revision: number
  readonly startAt: number | null
  readonly endAt: number | null
}

/** What quotes stand in, in their order: `null` for words of a title, and where the text of the revision is not kept. Texts are read one by one. */
export async function readQuoteContexts({ db }: Database, quotes: readonly Quoted[]): Promise<(QuoteContext | null)[]> {
  const found = quotes.map((): QuoteContext | null => null)
  const places = [...quotes.entries()].filter(([, { startAt }]) => startAt !== null)
  const byText = Map.groupBy(places, ([, { articleId, revision }]) => `${articleId}/${revision}`)
  for (const some of byText.values()) {
    const [first] = some
    if (!first) continue
    const row = await db
      .selectFrom('text')
      .select('content')
      .where('articleId', '=', first[1].articleId)
      .where('revision', '=', first[1].revision)
      .executeTakeFirst()
    if (!row) continue
    for (const [at, { startAt, endAt }] of some) found[at] = contextOf(row.content, startAt ?? -1, endAt ?? -1)
  }
  return found
}
