import { describe, expect, it } from 'vitest'
import { extractArticle } from './extract-article.ts'

const url = 'https://www.northlight.example/a'
const fill = (part: string, length: number) => part.repeat(Math.floor(length / part.length))
const size = 1_000_000

describe('extractArticle', () => {
  it('separates paragraphs by exactly one blank line', () => {
    const html =
      '<div><p>The village and the owner of its quarry have agreed at last.</p><p>\n\n</p><p>Both sides say that they expect to win,\n\n and they smile.</p><p>A decision is expected before the autumn, said the clerk.</p></div>'
    const found = extractArticle({ html, url })
    expect(found.ok && found.article.text.split('\n\n')).toHaveLength(3)
    expect(found.ok && /\n{3}|\S\n\S/.test(found.article.text)).toBe(false)
  })

  it('gives the same answer twice', () => {
    const html =
      '<title>Quarry</title><p>The village and the owner of its quarry have agreed to let an arbitrator decide about it, at last.</p>'
    expect(extractArticle({ html, url })).toEqual(extractArticle({ html, url }))
  })

  it('does not throw on addresses that are none', () => {
    for (const bad of ['', 'x', 'http://', 'mailto:a@b', '//'])
      expect(() => extractArticle({ html: '<p>a</p>', url: bad })).not.toThrow()
  })

  it('leaves in the scripts what the page keeps for those who pay', () => {
    const text = 'The old bridge is closed to lorries from Monday, the harbour board said after a long night. '.repeat(
      9,
    )
    const page = (isFree: boolean) => `<title>The old bridge is closed to lorries</title>
      <script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', isAccessibleForFree: isFree, headline: 'Closed' })}</script>
      <script>window.state = ${JSON.stringify({ body: `<p>${text}</p>` })}</script><div>Loading</div>`
    expect(extractArticle({ html: page(true), url })).toMatchObject({ ok: true, article: { text: text.trim() } })
    expect(extractArticle({ html: page(false), url })).toMatchObject({ ok: false, reason: 'paywalled' })
  })

  const hostile: Record<string, string> = {
    'ten thousand nested elements': `${'<div>'.repeat(10_000)}text`,
    'a megabyte of start tags': fill('<div>', size),
    'end tags that never fit': `${fill('<div>', size)}${fill('</p></span>', size)}`,
    'a hundred thousand paragraphs': fill('<p>One sentence that is long enough to count, yes.</p>', 5_000_000),
    'nested articles': fill('<article><p>One sentence that is long enough to count, yes.</p>', size),
    'one endless paragraph': `<p>${fill('word, ', size)}`,
    'one endless class name': `<p class="${fill('aB-c ', size)}">x</p>`,
    'brackets without end': `<p>${fill('((', size)}`,
    'photo credits without end': fill('<p>(Photo: a (Photo: b</p>', size),
    'titles of separators': `<title>${fill(' | ', size)}</title><h1>${fill(' - ', size)}</h1>`,
    'dates without end': fill('<time>1 2 3 4 may</time>', size),
    'bylines in bylines': fill('<span class=author>By A B ', size),
    'linked data nested without end': `<script type="application/ld+json">{"@type":"Article","author":${fill('[', size)}${fill(']', size)}}</script>`,
    'a declared body and many blocks': `<script type="application/ld+json">{"@type":"Article","articleBody":"${fill('word, ', 400_000)}"}</script>${fill('<p>word, word, word, word, word, word, word, word, word, word.</p>', size)}`,
    'comments that never close': `<!--${fill('-', size)}`,
  }
  for (const [name, html] of Object.entries(hostile)) {
    it(`comes to an answer on ${name}`, () => {
      expect(extractArticle({ html, url })).toHaveProperty('ok')
    })
  }
})
