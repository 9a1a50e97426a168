import { describe, expect, it } from 'vitest'
import { type FeedItem, readFeed } from './read-feed.ts'

const at = 'https://news.example/feeds/world.xml'

function items(text: string): readonly FeedItem[] {
  const read = readFeed(text, at)
  if (!read.ok) throw new Error(read.why)
  return read.items
}

const rss = (...entries: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>World</title>${entries.join('')}</channel></rss>`
const item = (inner: string) => `<item>${inner}</item>`
const atom = (...entries: string[]) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>World</title>${entries.join('')}</feed>`
const entry = (inner: string) => `<entry>${inner}</entry>`

describe('readFeed reads', () => {
  it('RSS 2.0', () => {
    const text = rss(
      item(
        '<title>Rain</title><link>https://news.example/rain</link><pubDate>Tue, 27 Feb 2024 10:00:00 +0100</pubDate>',
      ),
    )
    expect(items(text)).toEqual([
      { url: 'https://news.example/rain', title: 'Rain', publishedAt: '2024-02-27T09:00:00.000Z' },
    ])
  })

  it('RSS 0.91', () => {
    const text = `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
      <rss version="0.91"><channel><title>World</title><item><title>Rain</title><link>https://news.example/rain</link></item></channel></rss>`
    expect(items(text)).toEqual([{ url: 'https://news.example/rain', title: 'Rain', publishedAt: null }])
  })

  it('RSS 1.0', () => {
    const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://news.example/"><title>World</title></channel>
      <item rdf:about="https://news.example/rain"><title>Rain</title><link>https://news.example/rain</link><dc:date>2024-02-27T10:00:00Z</dc:date></item></rdf:RDF>`
    expect(items(text)).toEqual([
      { url: 'https://news.example/rain', title: 'Rain', publishedAt: '2024-02-27T10:00:00.000Z' },
    ])
  })

  it('Atom', () => {
    const text = atom(
      entry(`<title type="html">Rain</title><id>tag:news.example,2024:1</id><updated>2024-02-27T11:00:00Z</updated>
        <published>2024-02-27T10:00:00Z</published>
        <link rel="enclosure" type="audio/mpeg" href="https://cdn.example/rain.mp3"/>
        <link rel="alternate" href="https://news.example/rain"/>`),
    )
    expect(items(text)).toEqual([
      { url: 'https://news.example/rain', title: 'Rain', publishedAt: '2024-02-27T10:00:00.000Z' },
    ])
  })

  it('JSON Feed', () => {
    const text = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'World',
      items: [
        { id: '2', external_url: 'https://other.example/wind' },
        { id: '1', url: 'https://news.example/rain', title: 'Rain', date_published: '2024-02-27T10:00:00+01:00' },
      ],
    })
    expect(items(text)).toEqual([
      { url: 'https://news.example/rain', title: 'Rain', publishedAt: '2024-02-27T09:00:00.000Z' },
      { url: 'https://other.example/wind', title: null, publishedAt: null },
    ])
  })

  it('a feed that begins with blanks or a byte order mark', () => {
    const text = rss(item('<link>https://news.example/rain</link>'))
    expect(items(`\uFEFF${text}`)).toHaveLength(1)
    expect(items(`\n  ${text}`)).toHaveLength(1)
  })

  it('upper-case tags', () => {
    const text =
      '<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>Rain</TITLE><LINK>https://news.example/rain</LINK></ITEM></CHANNEL></RSS>'
    expect(items(text)).toMatchObject([{ url: 'https://news.example/rain', title: 'Rain' }])
  })

  it('a bare & in titles and addresses', () => {
    const text = rss(item('<title>Rain & wind</title><link>https://news.example/?a=1&b=2</link>'))
    expect(items(text)).toMatchObject([{ url: 'https://news.example/?a=1&b=2', title: 'Rain & wind' }])
  })

  it('an empty feed as one without items', () => {
    expect(readFeed(rss(), at)).toMatchObject({ ok: true, items: [], cut: 0 })
  })

  it('the oldest item first', () => {
    const text = rss(
      item('<link>https://news.example/3</link>'),
      item('<link>https://news.example/2</link>'),
      item('<link>https://news.example/1</link>'),
    )
    expect(items(text).map(({ url }) => url.at(-1))).toEqual(['1', '2', '3'])
  })

  it('at most 1,000 items of 5,000, the newest', () => {
    const entries = Array.from({ length: 5_000 }, (_, back) =>
      item(`<link>https://news.example/${5_000 - back}</link>`),
    )
    const read = readFeed(rss(...entries), at)
    expect(read).toMatchObject({ ok: true, cut: 4_000 })
    const urls = items(rss(...entries)).map(({ url }) => url)
    expect([urls.length, urls.at(0), urls.at(-1)]).toEqual([
      1_000,
      'https://news.example/4001',
      'https://news.example/5000',
    ])
  })
})

describe('the address of an item', () => {
  const urlOf = (inner: string) => items(rss(item(inner)))[0]?.url
  const urlOfEntry = (inner: string) => items(atom(entry(inner)))[0]?.url

  it('may be relative to the feed', () => {
    expect(urlOf('<link>/rain</link>')).toBe('https://news.example/rain')
    expect(urlOf('<link> rain </link>')).toBe('https://news.example/feeds/rain')
    expect(urlOfEntry('<title>Rain</title><link href="../rain"/>')).toBe('https://news.example/rain')
  })

  it('may stand in CDATA', () => {
    expect(urlOf('<link><![CDATA[ https://news.example/rain ]]></link>')).toBe('https://news.example/rain')
  })

  it('is the guid where there is no link', () => {
    expect(urlOf('<title>Rain</title><guid>https://news.example/rain</guid>')).toBe('https://news.example/rain')
    expect(urlOf('<link></link><guid isPermaLink="true">https://news.example/rain</guid>')).toBe(
      'https://news.example/rain',
    )
  })

  it('is no guid that is only an id', () => {
    expect(urlOf('<title>Rain</title><guid isPermaLink="false">https://news.example/rain</guid>')).toBeUndefined()
    expect(urlOf('<title>Rain</title><guid>12345</guid>')).toBeUndefined()
    expect(urlOf('<title>Rain</title><guid>urn:uuid:0</guid>')).toBeUndefined()
  })

  it('is never a recording, a comment page or a way to edit', () => {
    const links = ['enclosure', 'replies', 'edit', 'self'].map(
      (rel) => `<link rel="${rel}" href="https://news.example/${rel}"/>`,
    )
    expect(urlOfEntry(`<title>Rain</title>${links.join('')}`)).toBeUndefined()
    expect(urlOfEntry(`<id>https://news.example/rain</id>${links.join('')}`)).toBe('https://news.example/rain')
  })

  it.each([
    'javascript:alert(1)',
    'mailto:desk@news.example',
    'ftp://news.example/a',
    'http://',
    `https://news.example/${'a'.repeat(3_000)}`,
  ])('is not %s', (link) => {
    expect(urlOf(`<title>Rain</title><link>${link}</link>`)).toBeUndefined()
  })

  it('that is missing costs its item alone', () => {
    const text = rss(item('<title>No link</title>'), item('<link>https://news.example/rain</link>'))
    expect(items(text).map(({ url }) => url)).toEqual(['https://news.example/rain'])
  })
})

it('keeps an item whose date cannot be read', () => {
  const text = rss(
    item('<link>/a</link><pubDate>tomorrow</pubDate>'),
    item('<link>/b</link><pubDate>2024-02-27</pubDate>'),
  )
  expect(items(text).map(({ publishedAt }) => publishedAt)).toEqual(['2024-02-27', null])
})

describe('readFeed says why it cannot read', () => {
  it.each([
    ['nothing', ''],
    ['blanks', '  \n '],
    ['a page', '<!doctype html><html><head><title>News</title></head><body><p>Words</p></body></html>'],
    ['words', 'Service unavailable'],
    ['JSON that is no feed', '{"error":"no"}'],
    ['JSON that is broken', '{"version":"https://jsonfeed.org/version/1.1","items":['],
    ['another XML', '<?xml version="1.0"?><note><to>You</to></note>'],
    ['zero bytes', '\0\0\0\0'],
  ])('%s', (_, text) => {
    expect(readFeed(text, at)).toEqual({ ok: false, why: expect.stringMatching(/./) })
  })
})

describe('readFeed is not hurt by', () => {
  it('a bomb of entities', () => {
    const lines = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`)
    const text = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">${lines.join('')}]>
      <rss version="2.0"><channel><item><title>&e20;</title><link>https://news.example/rain</link></item></channel></rss>`
    const read = readFeed(text, at)
    expect(JSON.stringify(read).length).toBeLessThan(10_000)
  })

  it('an entity that names a file', () => {
    const text = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>
      <rss version="2.0"><channel><item><title>&file;</title><link>https://news.example/rain</link></item></channel></rss>`
    expect(JSON.stringify(readFeed(text, at))).not.toContain('root:')
  })

  it('tags a hundred thousand deep', () => {
    expect(() => readFeed(`<rss><channel>${'<item>'.repeat(100_000)}`, at)).not.toThrow()
  })

  it('a title of a megabyte', () => {
    const [first] = items(rss(item(`<title>${'rain '.repeat(200_000)}</title><link>/a</link>`)))
    expect(first?.title?.length).toBeLessThanOrEqual(300)
  })

  it('a title that is cut in the middle of a character', () => {
    const [first] = items(rss(item(`<title>${'a'.repeat(299)}🌧🌧</title><link>/a</link>`)))
    expect(first?.title?.isWellFormed()).toBe(true)
  })

  it('members of the names of methods', () => {
    const text =
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":{"toString":1},"title":7}, null, 5]}'
    expect(() => readFeed(text, at)).not.toThrow()
  })
})

describe('readFeed tells', () => {
  it('how the feed is written, what it is called, and how many entries have no address', () => {
    expect(readFeed(rss(item('<title>No link</title>'), item('<link>/a</link>')), at)).toMatchObject({
      ...{ ok: true, format: 'rss', title: 'World', cut: 0, unusable: 1 },
    })
    expect(readFeed(atom(), at)).toMatchObject({ format: 'atom', title: 'World', items: [], unusable: 0 })
  })
})
