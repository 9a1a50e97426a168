import { project } from '@stancewire/read-model'
import { articleId, classified, entry } from '@stancewire/read-model/test'
import { expect, it } from 'vitest'
import { openSqliteArchive } from '../../test/exported-archive.ts'
import { readTable } from '../../test/rfc-4180.ts'

const first =
  '“We will build the tram line,” Ida Holm said.\n\nAccording to the ministry, the bridge costs more than that.'
const later = 'It was a quiet day. Rolf Berg told reporters that the piers were old.'

it('reads who said what from each text that is kept, the oldest article first, and tells of those it did not read', async () => {
  await using archive = await openSqliteArchive()
  const told = (name: string, at: number, topic = 'tram-line') =>
    classified(name, { publishedAt: `2026-03-0${at}T00:00:00Z`, topic })
  await project(archive.database, [
    entry(told('later', 4, 'rain-tax'), later),
    entry(told('first', 1), first),
    entry(told('foreign', 2), 'Ida Holm said no.'),
    entry(told('gone', 3), 'Ida Holm said no.'),
  ])
  const { db } = archive.database
  await db.updateTable('article').set({ language: 'de' }).where('articleId', '=', articleId('foreign')).execute()
  await db.deleteFrom('text').where('articleId', '=', articleId('gone')).execute()

  const { code, out, err } = await archive.run('attributions')
  expect({ code, err }).toEqual({
    code: 0,
    err: '3 attributions\n1 article not read: no text is kept\n1 article not read: not in English\n',
  })
  const rows = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toMatchObject([
    { articleId: articleId('first'), place: 0, source: 'Ida Holm', cue: 'said', kind: 'direct_quote' },
    { articleId: articleId('first'), place: 1, source: 'the ministry', cue: 'According to', kind: 'indirect' },
    { articleId: articleId('later'), place: 0, source: 'Rolf Berg', cue: 'told', kind: 'indirect' },
  ])
  for (const { articleId: id, content, start, end, source, sourceStart, sourceEnd } of rows) {
    const text = id === articleId('first') ? first : later
    expect([text.slice(start, end), text.slice(sourceStart, sourceEnd)]).toEqual([content, source])
  }

  const table = await archive.run('attributions', '--topic', 'rain-tax', '--format', 'csv')
  expect(table).toMatchObject({ code: 0, err: '1 attribution\n' })
  expect(readTable(table.out)).toMatchObject([{ source: 'Rolf Berg', content: rows[2].content }])
})
