import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../../test/databases.ts'
import {
  articleId,
  classified,
  duplicated,
  entry,
  failed,
  position,
  stopped,
  storyId,
  urlId,
} from '../../test/events.ts'
import { findArticles } from '../ask/articles.ts'
import { findPositions } from '../ask/positions.ts'
import { project } from '../project/project.ts'
import { type ExportKind, exportFields, exportRows } from './export-rows.ts'
import type { ExportFilter } from './filter.ts'
import { pageRows } from './pages.ts'
import { withSnapshot } from './snapshot.ts'

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`
const ms = (hour: number) => Date.parse(at(hour))
const story = {
  type: 'story.created' as const,
  data: {
    ...{ storyId: storyId('a'), title: 'Story a', articleId: articleId('a'), size: 1, topics: ['tram-line'] },
    ...{ outlets: ['Courier'], firstAt: at(1), lastAt: at(1) },
  },
}

const history = () => [
  entry(story),
  entry(
    classified('a', { publishedAt: at(1), outlet: 'Courier', positions: [position('Ida Holm', 'support')] }),
    'One.',
  ),
  entry(duplicated('b', 'a', { publishedAt: at(2) }), 'One.'),
  entry(
    classified('c', {
      publishedAt: at(3),
      outlet: 'Post',
      positions: [position('Ida Holm', 'oppose'), position('Jon Berg', 'mixed')],
    }),
    'Two.',
  ),
  entry(
    classified('d', { publishedAt: at(4), topic: 'rain-tax', positions: [position('Jon Berg', 'support')] }),
    'Three.',
  ),
  entry(
    classified('d', {
      publishedAt: at(4),
      topic: 'rain-tax',
      run: 2,
      revision: 2,
      positions: [position('Jon Berg', 'oppose')],
    }),
    'Four.',
  ),
  entry(stopped('e')),
  entry(failed('f')),
]

const all: Record<ExportKind, number> = {
  ...{ articles: 4, texts: 4, positions: 3, statements: 4, evidence: 4, stories: 1, runs: 7 },
  events: 8,
}
const kinds = Object.keys(all) as ExportKind[]

describe.each(databases)('rows for an export from $name', ({ openEmpty }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openEmpty()
    await project(database, history())
  })
  afterAll(() => database[Symbol.asyncDispose]())

  const rowsOf = async (kind: ExportKind, filter: ExportFilter = {}) =>
    await withSnapshot(database, async (snapshot) => {
      const rows: Record<string, unknown>[] = []
      for await (const page of exportRows(kind, snapshot, filter)) rows.push(...(page as Record<string, unknown>[]))
      return rows
    })

  it.each(kinds)('of %s are all there once, under the names that stand in their list', async (kind) => {
    const rows = await rowsOf(kind)
    expect(rows.length).toBe(all[kind])
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(all[kind])
    for (const row of rows) expect(Object.keys(row).sort()).toEqual([...exportFields[kind]].sort())
  })

  it('are those of a topic, and of a span', async () => {
    const count = async (kind: ExportKind, filter: ExportFilter) => (await rowsOf(kind, filter)).length
    const onRain = await Promise.all(kinds.map(async (kind) => [kind, await count(kind, { topic: 'rain-tax' })]))
    expect(Object.fromEntries(onRain)).toEqual({
      ...{ articles: 1, texts: 1, positions: 1, statements: 1, evidence: 1, stories: 0, runs: 2, events: 2 },
    })
    for (const kind of kinds) {
      expect(await count(kind, { sinceMs: Date.parse('2030-01-01') })).toBe(0)
      expect(await count(kind, { untilMs: Date.parse('2030-01-01') })).toBe(all[kind])
    }
    const span = { sinceMs: ms(1), untilMs: ms(3) }
    const inSpan = [await count('articles', span), await count('statements', span), await count('positions', span)]
    expect(inSpan).toEqual([2, 1, 0])
    expect(await count('stories', { topic: 'tram-line', ...span })).toBe(1)
  })

  it('say what the questions of the API say', async () => {
    const asked = (await findArticles(database, {}, { limit: 10 })).items
    const parsed = asked.reverse().map((row) => ({ ...row, authors: JSON.parse(row.authors) }))
    expect(parsed).toMatchObject(await rowsOf('articles'))
    const standing = (await findPositions(database, { topic: 'tram-line' }, { limit: 10 })).items
    expect(await rowsOf('positions', { topic: 'tram-line' })).toEqual(
      expect.arrayContaining(standing.map(({ statedMs: _, ...row }) => ({ topicId: 'tram-line', ...row }))),
    )
  })

  it('hold the latest text of an article, and its latest statements', async () => {
    const texts = new Map((await rowsOf('texts')).map((row) => [row.articleId, row]))
    expect(texts.get(articleId('d'))).toMatchObject({ text: 'Four.', revision: 2 })
    expect(await rowsOf('evidence', { topic: 'rain-tax' })).toMatchObject([
      { stance: 'oppose', revision: 2, statedMs: ms(4), authors: ['Nils Aune'], start: 0, end: 10 },
    ])
  })
})

describe.each(databases)('a snapshot of $name', ({ openEmpty }) => {
  it('is one state of the tables, page after page, whatever is written meanwhile', async () => {
    await using database = await openEmpty()
    const count = pageRows * 3 + 7
    const rows = Array.from({ length: count }, (_, number) => aRun(number))
    for (let from = 0; from < count; from += 100)
      await database.db
        .insertInto('run')
        .values(rows.slice(from, from + 100))
        .execute()
    await using other = await database.open()
    const read = await withSnapshot(database, async (snapshot) => {
      const found: unknown[] = []
      for await (const page of exportRows('runs', snapshot, {})) {
        if (found.length === 0) await other.db.deleteFrom('run').execute()
        found.push(...page.map((row) => row.urlId))
      }
      return found
    })
    // The same moment for four of them: pages end in the midst of one.
    expect(read).toEqual(rows.map((row) => row.urlId))
    expect(await other.db.selectFrom('run').select('urlId').execute()).toEqual([])
  })

  it('writes nothing', async () => {
    await using database = await openEmpty()
    if (database.kind === 'sqlite') return
    const writing = withSnapshot(database, (snapshot) => snapshot.insertInto('run').values(aRun(1)).execute())
    await expect(writing).rejects.toThrow(/read-only/)
  })
})

function aRun(number: number) {
  return {
    ...{ urlId: urlId('').slice(0, 1) + String(number).padStart(32, '0'), run: 1, url: 'https://courier.example/x' },
    ...{ host: 'courier.example', endedMs: 1_700_000_000_000 + (number >> 2), endedBy: 'url.stopped', stage: 'parse' },
    ...{ reason: 'off-topic', detail: null, errorName: null, attempts: null, articleId: null, sourceId: null },
    ...{ discoveredMs: null, discardedMs: null },
  }
}
