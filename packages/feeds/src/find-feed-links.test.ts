import { describe, expect, it } from 'vitest'
import { findFeedLinks } from './find-feed-links.ts'

const at = 'https://paper.example/world/index.html'
const urls = (html: string) => findFeedLinks(html, at).map(({ url }) => url)
const link = (type: string, href: string, more = '') => `<link rel="alternate" type="${type}" href="${href}" ${more}>`

describe('findFeedLinks', () => {
  it('finds feeds of every format, in the order of the page, with their titles', () => {
    const html = `<!doctype html><html><head>${link('application/rss+xml', '/rss.xml', 'title="The &quot;World&quot;"')}
      ${link('application/atom+xml', 'atom.xml')}${link('application/feed+json', 'https://cdn.example/feed.json')}</head>`
    expect(findFeedLinks(html, at)).toEqual([
      { url: 'https://paper.example/rss.xml', title: 'The "World"' },
      { url: 'https://paper.example/world/atom.xml', title: null },
      { url: 'https://cdn.example/feed.json', title: null },
    ])
  })

  it('reads case, quotes and several words of rel as browsers do', () => {
    expect(urls('<LINK HREF=/a TYPE="APPLICATION/RSS+XML; charset=utf-8" REL="home Alternate">')).toEqual([
      'https://paper.example/a',
    ])
  })

  it('goes by the base that a page names', () => {
    expect(urls(`<base href="https://other.example/x/">${link('application/rss+xml', 'rss')}`)).toEqual([
      'https://other.example/x/rss',
    ])
  })

  it('takes loose types only where the address says that it is a feed', () => {
    const html = link('application/json', '/wp-json/posts/7') + link('text/xml', '/news/feed/')
    expect(urls(html)).toEqual(['https://paper.example/news/feed/'])
  })

  it('passes over style sheets, other languages, oembed, comments and scripts', () => {
    const html = `<link rel="alternate stylesheet" type="text/css" href="/x.css"><link rel="alternate" hreflang="de" href="/de">
      ${link('application/json+oembed', '/oembed')}<!-- ${link('application/rss+xml', '/no')} --><script>'${link('application/rss+xml', '/no')}'</script>`
    expect(urls(html)).toEqual([])
  })

  it('takes links that are called a feed where the page names none', () => {
    const html =
      '<body><a href="/about">About</a><a href="/rss">RSS</a><a href="/news.rss?x=1">More</a><a href="/feedback">Say</a>'
    expect(urls(html)).toEqual(['https://paper.example/rss', 'https://paper.example/news.rss?x=1'])
    expect(urls(link('application/rss+xml', '/named') + html)).toEqual(['https://paper.example/named'])
  })

  it('gives each address once, twenty at most, and none that cannot be fetched', () => {
    const many = Array.from({ length: 50 }, (_, of) => link('application/rss+xml', `/rss/${of % 30}#x`)).join('')
    expect(urls(many)).toHaveLength(20)
    expect(new Set(urls(many)).size).toBe(20)
    for (const href of [
      'javascript:alert(1)',
      'data:text/xml,x',
      'ftp://x.example/rss',
      '',
      `/${'x'.repeat(3_000)}`,
      'http://',
    ])
      expect(urls(link('application/rss+xml', href))).toEqual([])
  })

  it('reads the older way to say that an address is a feed', () => {
    expect(urls(link('application/rss+xml', 'feed://paper.example/rss'))).toEqual(['https://paper.example/rss'])
    expect(urls(link('application/rss+xml', 'feed:http://paper.example/rss'))).toEqual(['http://paper.example/rss'])
  })

  it('never sends a name and password that stand in an address', () => {
    expect(urls(link('application/rss+xml', 'https://ida:secret@paper.example/rss'))).toEqual([
      'https://paper.example/rss',
    ])
  })

  it('gives nothing for what is no HTML', () => {
    for (const text of ['', '{"a":1}', '\u0000\uFFFF', '<', '<link', '<rss><channel/></rss>'])
      expect(urls(text)).toEqual([])
  })

  it('is quick over what is made to cost much', () => {
    const before = performance.now()
    for (const piece of ['<', '<a ', '<a href="', '<link rel="', '<!--', '&', '<p>', 'rel=alternate '])
      findFeedLinks(piece.repeat(1_000_000), at)
    findFeedLinks(`<link rel="${' alternate'.repeat(90_000)}" href="${'/feed.'.repeat(20_000)}">`, at)
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  it.each(['<b><i></p>', '<p><a>', '<svg><g></p>', '</b><b>', '<b>'])(
    'takes %j nested without end as quickly as side by side',
    (piece) => {
      const before = performance.now()
      const nested = `${link('application/rss+xml', '/first')}${piece.repeat(1_000_000 / piece.length)}`
      expect(urls(nested)).toEqual(['https://paper.example/first'])
      expect(performance.now() - before).toBeLessThan(3_000)
    },
  )

  it('finds what is named however deep it stands, in markup that closes itself as in markup that does not', () => {
    const deep = '<div>'.repeat(5_000)
    expect(urls(`${deep}<svg><path/></svg></svg><a href="/rss"/></br></p><a href="/feed">`)).toEqual([
      'https://paper.example/rss',
      'https://paper.example/feed',
    ])
  })
})
