import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { insert, insertNew, replace } from './write-rows.ts'

const text = (number: number, content: string) => ({ number, articleId: `a${number}`, revision: 1, content })
const counter = (minuteMs: number, count: number) => ({
  minuteMs,
  stage: 'parse',
  outcome: 'passed',
  count,
  workedMs: 0,
})

describe.each(databases)('rows, on $name', ({ name, openEmpty }) => {
  it('are added as they are, however many, with quotes, nulls and fractions', async () => {
    await using database = await openEmpty()
    const { db } = database
    const rows = Array.from({ length: 3_000 }, (_, at) => text(at, `it's "${at}" \\ {"a":1}\n`))
    await insert(db, 'text', rows)
    await insert(db, 'text', [])
    expect(await db.selectFrom('text').selectAll().orderBy('number').execute()).toEqual(rows)
    const topic = {
      articleId: 'a',
      topicId: 't',
      relevance: 0.1 + 0.2,
      articleStance: null,
      stanceStatus: null,
      orderMs: 1_772_000_000_000,
    }
    await insert(db, 'articleTopic', [topic])
    expect(await db.selectFrom('articleTopic').selectAll().execute()).toEqual([topic])
  })

  it('replace what stands under their key, or leave it', async () => {
    await using database = await openEmpty()
    const { db } = database
    const key = ['minuteMs', 'stage', 'outcome'] as const
    await replace(db, 'counter', [counter(0, 1), counter(1, 1)], key)
    await replace(db, 'counter', [counter(1, 2), counter(2, 2)], key)
    await insertNew(db, 'counter', [counter(2, 3), counter(3, 3)], key)
    const rows = await db.selectFrom('counter').select('count').orderBy('minuteMs').execute()
    expect(rows.map(({ count }) => count)).toEqual([1, 2, 2, 3])
  })

  it('are added all or not at all', async () => {
    await using database = await openEmpty()
    const { db } = database
    const adding = db
      .transaction()
      .execute((transaction) => insert(transaction, 'text', [text(1, 'a'), text(2, 'b'), text(1, 'c')]))
    await expect(adding).rejects.toThrow()
    expect(await db.selectFrom('text').selectAll().execute()).toEqual([])
  })

  it('hold characters that PostgreSQL does not take, in its place another', async () => {
    await using database = await openEmpty()
    const { db } = database
    // The last one is the text of an escape, and no escape.
    const contents = ['a\u0000b', 'half \ud83d', 'whole \u{1f600}', '\\u0000 \\\\ud83d']
    await insert(
      db,
      'text',
      contents.map((content, at) => text(at, content)),
    )
    const rows = await db.selectFrom('text').select('content').orderBy('number').execute()
    const kept = name === 'SQLite' ? ['a\u0000b', 'half \ufffd'] : ['a\ufffdb', 'half \ufffd']
    expect(rows.map(({ content }) => content)).toEqual([...kept, ...contents.slice(2)])
  })
})
