import type { Database } from '../database/open-database.ts'
import { diffTexts } from '../diff/diff-texts.ts'
import { foldSame } from '../diff/fold-same.ts'

/** One revision of an article with its text, `null` where that is not kept; `undefined` where there is none. */
export async function readRevision({ db }: Database, articleId: string, revision: number) {
  const row = await db
    .selectFrom('revision')
    .leftJoin('text', (join) =>
      join.onRef('text.articleId', '=', 'revision.articleId').onRef('text.revision', '=', 'revision.revision'),
    )
    .selectAll('revision')
    .select('text.content')
    .where('revision.articleId', '=', articleId)
    .where('revision.revision', '=', revision)
    .executeTakeFirst()
  if (!row) return undefined
  const { content, ...rest } = row
  return { ...rest, text: content }
}

export type Revision = NonNullable<Awaited<ReturnType<typeof readRevision>>>

/** Two revisions, and what became of the text in between; `missing` names the revision that is not there, or (`text`) whose text is not kept. */
export type RevisionDiff =
  | { readonly is: 'missing'; readonly revision: number | undefined; readonly of: 'revision' | 'text' }
  | ({ readonly is: 'diff'; readonly from: Revision; readonly to: Revision } & ReturnType<typeof diffTexts>)

/** What an article says in a revision that it did not say in another one: in the one before, unless `from` names it. */
export async function diffRevisions(
  database: Database,
  articleId: string,
  { revision, from }: { readonly revision: number; readonly from?: number | undefined },
): Promise<RevisionDiff> {
  const to = await readRevision(database, articleId, revision)
  if (!to) return { is: 'missing', revision, of: 'revision' }
  const earlier = from ?? (await revisionBefore(database, articleId, revision))
  const before = earlier === undefined ? undefined : await readRevision(database, articleId, earlier)
  if (!before) return { is: 'missing', revision: earlier, of: 'revision' }
  if (before.text === null) return { is: 'missing', revision: before.revision, of: 'text' }
  if (to.text === null) return { is: 'missing', revision, of: 'text' }
  const { parts, ...rest } = diffTexts(before.text, to.text)
  return { is: 'diff', from: before, to, ...rest, parts: foldSame(parts) }
}

async function revisionBefore({ db }: Database, articleId: string, revision: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('revision')
    .select('revision')
    .where('articleId', '=', articleId)
    .where('revision', '<', revision)
    .orderBy('revision', 'desc')
    .executeTakeFirst()
  return row?.revision
}
