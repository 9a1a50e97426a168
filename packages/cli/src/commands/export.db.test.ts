import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tramTopic } from '../../test/command.ts'
import { archiveKinds, type ExportedArchive, fill, nasty } from '../../test/exported-archive.ts'
import { readTable } from '../../test/rfc-4180.ts'

const tables = {
  articles: 'article',
  positions: 'standing',
  statements: 'statement',
  events: 'event',
  stories: 'story',
  runs: 'run',
} as const
const kinds = Object.keys(tables) as (keyof typeof tables)[]

const lines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
const cell = (value: unknown) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
const undefused = (text: string) => text.replace(/^'(?='*[=+\-@\t\r\n])/, '')

async function countOf({ database: { db } }: ExportedArchive, kind: keyof typeof tables): Promise<number> {
  const counted = db.selectFrom(tables[kind]).select(({ fn }) => fn.countAll().as('rows'))
  return Number((await counted.executeTakeFirstOrThrow()).rows)
}

describe.each(archiveKinds)('export from $name', ({ openArchive }) => {
  it('writes every row of every kind once, the same in both formats, and says how many', async () => {
    await using archive = await openArchive()
    await fill(archive.database)
    for (const kind of kinds) {
      const count = await countOf(archive, kind)
      expect(count, kind).toBeGreaterThan(0)
      const json = await archive.run(kind)
      expect(json, kind).toMatchObject({ code: 0, err: expect.stringMatching(new RegExp(`^${count} \\w+\n$`)) })
      const objects = lines(json.out)
      expect(new Set(objects.map((object) => JSON.stringify(object))).size, kind).toBe(count)
      const csv = await archive.run(kind, '--format', 'csv')
      const rows = readTable(csv.out)
      expect(csv.code).toBe(0)
      expect(
        rows.map((row) => Object.entries(row).map(([name, text]) => [name, undefused(text)])),
        kind,
      ).toEqual(objects.map((object) => Object.keys(rows[0] ?? {}).map((name) => [name, cell(object[name])])))
      expect(Object.keys(objects[0] ?? {}).sort(), kind).toEqual(Object.keys(rows[0] ?? {}).sort())
    }
  }, 180_000)

  it('lets every quote through as it was said', async () => {
    await using archive = await openArchive()
    await fill(archive.database)
    const said = (rows: readonly Record<string, unknown>[]) =>
      rows.filter(({ name }) => name === 'Ida Holm').map(({ quote }) => quote)
    expect(said(lines((await archive.run('statements')).out))).toEqual(nasty)
    const exact = readTable((await archive.run('statements', '--format', 'csv', '--verbatim', '--bom')).out.slice(1))
    expect(said(exact)).toEqual(nasty)
    const table = (await archive.run('statements', '--format', 'csv')).out
    const safe = said(readTable(table)) as string[]
    expect(safe.map(undefused)).toEqual(nasty)
    expect(safe.filter((text) => /^[=+\-@\t\r\n]/.test(text))).toEqual([])
    const texts = lines((await archive.run('articles', '--text')).out).map(({ text }) => text)
    for (const quote of nasty) expect(texts).toContain(`A text. ${quote}`)
  })

  it('takes what is on a topic, and what lies in a span', async () => {
    await using archive = await openArchive()
    await fill(archive.database)
    const quotes = async (...words: string[]) => lines((await archive.run(...words)).out).map(({ quote }) => quote)
    expect(await quotes('statements', '--topic', 'rain-tax')).toEqual(['Mara Lind is heard'])
    expect(await archive.run('statements', '--topic', 'nope')).toMatchObject({
      ...{ code: 2, out: '' },
      err: expect.stringMatching(/^no topic nope: they are .*rain-tax/),
    })
    const span = ['--since', '2026-03-01T01:00:00Z', '--until', '2026-03-01T04:00:00+01:00']
    expect(await quotes('statements', ...span)).toEqual([1, 2].flatMap((at) => [nasty[at], `${nasty[at]} again`]))
    expect(await quotes('positions', '--since', '2030-01-01')).toEqual([])
  })

  it('gives the table for discourse networks, with the proposition of the topic as its concept', async () => {
    await using archive = await openArchive()
    await fill(archive.database)
    const bare = await archive.run('dna', '--topic', 'tram-line')
    expect(bare).toMatchObject({ code: 0, err: expect.stringContaining('1 mixed left out: --mixed both') })
    expect(bare.err).toContain("no settings name tram-line: the concept is the topic's id there")
    const omitted = readTable(bare.out)
    expect(omitted).toHaveLength(nasty.length * 2)
    expect(new Set(omitted.map(({ concept, stance }) => `${concept} ${stance}`))).toEqual(
      new Set(['tram-line support', 'tram-line oppose']),
    )

    await writeFile(join(archive.folder, 'stancewire.yaml'), 'topics: [tram.yaml]\n')
    await writeFile(join(archive.folder, 'tram.yaml'), tramTopic)
    const { out, err } = await archive.run('dna', '--topic', 'tram-line', '--mixed', 'both', '--verbatim')
    expect(err).toBe('24 rows\n')
    const rows = readTable(out)
    expect(new Set(rows.map(({ concept }) => concept))).toEqual(
      new Set(['The town should build a tram line to the harbour.']),
    )
    expect(rows.filter(({ actor }) => actor === 'Ida Holm').map(({ excerpt }) => excerpt)).toEqual(nasty)
    expect(rows.filter(({ actor }) => actor === 'Jon Berg').map(({ agreement }) => agreement)).toEqual(['1', '0'])
    for (const { agreement, stance } of rows)
      if (stance !== 'mixed') expect(agreement).toBe(stance === 'support' ? '1' : '0')
  })
})
