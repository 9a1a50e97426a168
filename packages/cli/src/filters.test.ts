import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder, runCommand, runFilter, startCommand, tramTopic } from '../test/command.ts'

const filters = ['parse', 'dedupe', 'attribute', 'canonicalize', 'stance'] as const

/** Runs with a filter's arguments, in a folder that holds what it needs. */
async function withArgs<T>(filter: (typeof filters)[number], work: (args: string[]) => Promise<T>): Promise<T> {
  await using folder = await aFolder({ 'topic.yaml': tramTopic })
  return await work(filter === 'stance' ? ['stance', '--topic', join(folder.path, 'topic.yaml')] : [filter])
}

const story =
  'The mayor said on Monday that the town will build a tram line to the harbour within three years. '.repeat(12)

const codeOf = ({ error }: Record<string, unknown>) => (error as { code: string } | undefined)?.code

describe.concurrent.each(filters)('the filter %s', (filter) => {
  it('answers a line for a line in order, bad and huge ones too, under the ids that were given', async () => {
    const page = { url: 'https://news.example/a', title: 'A tram line', text: story }
    const empty = { url: null, html: null, title: null, text: null, publishedAt: null, language: null }
    const lines: [unknown, ...unknown[]][] = [
      [{ ...page, id: 7 }, 7, undefined],
      ['junk', null, 'not-json'],
      [[1], null, 'bad-input'],
      ['null', null, 'bad-input'],
      ['"s"', null, 'bad-input'],
      [{ text: 'no id' }, null, 'bad-input'],
      [{ id: { a: 1 } }, null, 'bad-input'],
      [{ id: 'x', text: 7, url: 7 }, 'x', 'bad-input'],
      ['{"id":9007199254740993}', null, 'bad-input'],
      [{ ...page, id: 'huge', text: 'word '.repeat(1_000_000) }, 'huge', undefined],
      [{ ...page, id: '7' }, '7', undefined],
      [{ id: 1.5 }, 1.5, filter === 'parse' ? 'not-an-article' : undefined],
      [{ id: 2, ...empty, more: [1] }, 2, filter === 'parse' ? 'not-an-article' : undefined],
    ]
    const answers = await withArgs(filter, (args) => runFilter(args, ['', ...lines.map(([line]) => line)]))
    expect(answers.map((answer) => [answer.id, codeOf(answer)])).toEqual(lines.map(([, ...expected]) => expected))
  })
})

describe.concurrent.each(['parse', 'canonicalize'])('%s, as every filter,', (filter) => {
  it('writes nothing and succeeds on empty input', async () => {
    expect(await runCommand([filter])).toEqual({ code: 0, out: '', err: '' })
  })

  it('ends quietly where its reader has had enough', async () => {
    const child = startCommand([filter])
    let err = ''
    child.stderr.on('data', (text) => {
      err += String(text)
    })
    child.stdin.on('error', () => {})
    child.stdout.once('data', () => child.stdout.destroy())
    const line = `${JSON.stringify({ id: 1, url: 'https://news.example/a', text: 'A tram line.' })}\n`
    child.stdin.end(line.repeat(20_000))
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

describe.concurrent('the filters', () => {
  it('parse gives an article, from HTML and from text, and the reason where there is none', async () => {
    const paragraphs = story.match(/.{1,300}/g)?.map((part) => `<p>${part}</p>`) ?? []
    const html = `<html><head><title>A tram line</title></head><body><article><h1>A tram line</h1>${paragraphs.join('')}</article></body></html>`
    const login = '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>'
    const [page, text, none] = await runFilter(
      ['parse'],
      [
        { id: 1, url: 'https://news.example/a', html },
        { id: 2, text: `A tram line\n\n${story}` },
        { id: 3, url: 'https://news.example/b', html: login },
      ],
    )
    expect(page).toMatchObject({ id: 1, title: 'A tram line' })
    expect(page?.text).toContain('tram line to the harbour')
    expect(text?.text).toContain('tram line to the harbour')
    expect(Object.keys(none ?? {})).toEqual(['id', 'error'])
    expect(none?.error).toEqual({ code: expect.stringMatching(/^[a-z-]+$/), message: expect.any(String) })
  })

  it('dedupe names the members of a group by the ids that they were given', async () => {
    const article = { title: 'A tram line', text: story, publishedAt: '2026-03-03T09:00:00Z' }
    const answers = await runFilter(
      ['dedupe'],
      [
        { id: 7, url: 'https://a.example/1', ...article },
        { id: '7', url: 'https://b.example/1', ...article },
      ],
    )
    expect(answers).toMatchObject([
      { id: 7, relation: 'new', canonicalId: 7 },
      { id: '7', relation: 'exact', canonicalId: 7 },
    ])
    expect(answers[0]?.storyId).toBe(answers[1]?.storyId)
  })

  it('canonicalize strips what does not name the page', async () => {
    const lines = [
      { id: 'a', url: 'https://News.Example/a?utm_source=x#top' },
      { id: 'b', url: 'javascript:alert(1)' },
    ]
    expect(await runFilter(['canonicalize'], lines)).toEqual([
      { id: 'a', canonical: 'https://news.example/a' },
      { id: 'b', canonical: null },
    ])
  })

  it('attribute counts in the text that it was given, line separators inside it included', async () => {
    const text = 'One\u2028two. “We will build the tram line to the harbour,” said Mayor Ada Holm on Monday.'
    const [answer] = await runFilter(['attribute'], [{ id: 1, text }])
    const [first] = (answer?.attributions ?? []) as { content: { start: number; end: number } }[]
    expect(text.slice(first?.content.start, first?.content.end)).toContain('build the tram line')
  })

  it('stance refuses a topic file that is missing or wrong, with file and line, and answers nothing', async () => {
    await using folder = await aFolder({ 'bad.yaml': 'id: tram-line\ntitle: T\nnope: 1\n' })
    const bad = join(folder.path, 'bad.yaml')
    const [missing, wrong] = await Promise.all([
      runCommand(['stance', '--topic', join(folder.path, 'none.yaml')], { input: '{"id":1}\n' }),
      runCommand(['stance', '--topic', bad], { input: '{"id":1}\n' }),
    ])
    expect(missing).toMatchObject({ code: 2, out: '', err: expect.stringContaining('none.yaml: cannot be read') })
    expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`${bad}:3: nope: found 1`) })
  })
})
