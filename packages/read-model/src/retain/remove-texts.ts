import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { TextSearch } from '../search/text-search.ts'

/** Removes the texts that these events brought, and those that stood there before. Gives how many that were. */
export async function removeTexts(
  db: Kysely<Tables>,
  search: TextSearch,
  ordinals: readonly number[],
): Promise<number> {
  const rows = await db
    .selectFrom('text')
    .innerJoin('text as before', (join) =>
      join.onRef('before.articleId', '=', 'text.articleId').onRef('before.number', '<=', 'text.number'),
    )
    .select('before.number')
    .distinct()
    .where('text.number', 'in', ordinals)
    .execute()
  const numbers = rows.map(({ number }) => number)
  if (numbers.length === 0) return 0
  await search.drop(db, numbers)
  await db.deleteFrom('text').where('number', 'in', numbers).execute()
  return numbers.length
}
