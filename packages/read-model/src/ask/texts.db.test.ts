import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { articleId, classified, duplicated, entry } from '../../test/events.ts'
import { project } from '../project/project.ts'
import { readKinTexts } from './kin-texts.ts'
import { diffRevisions, readRevision } from './revisions.ts'

const first = 'The tram will come in May.\n\nNobody knows what it costs.'
const second = 'The tram will come in June.\n\nNobody knows what it costs.'

describe.each(databases)('texts that are kept, on $name', ({ openEmpty }) => {
  it('are given by revision, with what became of them in between', async () => {
    await using database = await openEmpty()
    await project(database, [
      entry(classified('a', { title: 'In May' }), first),
      entry(classified('a', { title: 'In June', run: 2, revision: 2 }), second),
      entry(classified('a', { title: 'In June', run: 3, revision: 4 }), `${second} A lot, say some.`),
    ])
    const a = articleId('a')
    expect(await readRevision(database, a, 1)).toMatchObject({ revision: 1, title: 'In May', text: first })
    expect(await readRevision(database, a, 3)).toBeUndefined()
    const diff = await diffRevisions(database, a, { revision: 2 })
    expect(diff).toMatchObject({
      is: 'diff',
      from: { revision: 1 },
      to: { revision: 2 },
      words: { added: 1, removed: 1 },
    })
    expect(diff.is === 'diff' && diff.parts.filter(({ is }) => is !== 'same').map(({ text }) => text)).toEqual([
      'May',
      'June',
    ])
    expect(await diffRevisions(database, a, { revision: 4 })).toMatchObject({
      from: { revision: 2 },
      words: { added: 4 },
    })
    expect(await diffRevisions(database, a, { revision: 4, from: 1 })).toMatchObject({ from: { title: 'In May' } })
    expect(await diffRevisions(database, a, { revision: 2, from: 2 })).toMatchObject({
      words: { added: 0, removed: 0 },
    })
  })

  it('are said to be missing where they are', async () => {
    await using database = await openEmpty()
    await project(database, [entry(classified('a')), entry(classified('a', { run: 2, revision: 2 }), second)])
    const a = articleId('a')
    expect(await readRevision(database, a, 1)).toMatchObject({ text: null })
    expect(await diffRevisions(database, a, { revision: 2 })).toEqual({ is: 'missing', revision: 1, of: 'text' })
    expect(await diffRevisions(database, a, { revision: 1 })).toEqual({
      is: 'missing',
      revision: undefined,
      of: 'revision',
    })
    expect(await diffRevisions(database, a, { revision: 2, from: 7 })).toEqual({
      is: 'missing',
      revision: 7,
      of: 'revision',
    })
    expect(await diffRevisions(database, a, { revision: 9 })).toEqual({ is: 'missing', revision: 9, of: 'revision' })
  })

  it('are given with those that an article took from, in the revision that stands now', async () => {
    await using database = await openEmpty()
    await project(database, [
      entry(classified('a'), first),
      entry(classified('a', { run: 2, revision: 2 }), second),
      entry(duplicated('b', 'a'), first),
      entry(
        classified('c', {
          reuses: [
            { articleId: articleId('b'), similarity: 0.3 },
            { articleId: articleId('a'), similarity: 0.4 },
            { articleId: articleId('gone'), similarity: 0.2 },
          ],
        }),
        'Mine.',
      ),
    ])
    const shown = async (name: string) => {
      const kin = await readKinTexts(database, articleId(name))
      return (
        kin && { text: kin.article.text, of: kin.sources.map(({ title, text, relation }) => [title, text, relation]) }
      )
    }
    expect(await shown('a')).toEqual({ text: second, of: [] })
    expect(await shown('b')).toEqual({ text: first, of: [['Article a', second, 'near']] })
    const both = [
      ['Article a', second, 'partial'],
      ['Article b', first, 'partial'],
    ]
    expect(await shown('c')).toEqual({ text: 'Mine.', of: both })
    expect(await shown('unheard of')).toBeUndefined()
  })
})
