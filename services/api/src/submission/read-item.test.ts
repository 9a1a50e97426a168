import { createHash } from 'node:crypto'
import { DiscoveredUrl } from '@stancewire/contracts'
import { urlId } from '@stancewire/url'
import { describe, expect, it } from 'vitest'
import { type Item, readArticle, readUrl } from './read-item.ts'

const at = '2026-03-03T09:00:00.000Z'
const guarded = { allowPrivate: 'none', at } as const
const Found = DiscoveredUrl.omit({ run: true })

function good(item: Item) {
  if (item.is !== 'good') throw new Error(item.detail)
  return item
}

describe('an address', () => {
  it('becomes a message that holds to its contract, under the id of its canonical form', () => {
    const { found, body } = good(readUrl({ url: ' https://WWW.News.example/a?utm_source=x&amp;b=1 ' }, guarded))
    expect(Found.parse(found)).toEqual(found)
    expect(found.urlId).toBe(urlId('https://news.example/a?b=1'))
    expect(found).toMatchObject({ url: 'https://www.news.example/a?utm_source=x&b=1', host: 'news.example' })
    expect(body).toBeNull()
  })

  it.each([
    ['ftp://news.example/a', /no http\(s\) address/],
    ['javascript:alert(1)', /no http\(s\) address/],
    ['news.example/a', /no http\(s\) address/],
    ['http://', /no http\(s\) address/],
    [`https://news.example/${'x'.repeat(2_000)}`, /longer than 2000/],
    [`https://news.example/${'ö'.repeat(1_000)}`, /longer than 2000 characters once/],
    ['http://127.0.0.1/', /not a public address/],
    ['http://0x7f.1/', /not a public address/],
    ['http://017700000001/', /not a public address/],
    ['http://169.254.169.254/latest/meta-data', /not a public address/],
    ['http://[::1]/', /not a public address/],
    ['http://[::ffff:10.0.0.1]/', /not a public address/],
    ['http://10.1:8080/', /not a public address/],
    ['http://localhost/', /this machine/],
    ['http://db.LOCALHOST./', /this machine/],
  ])('is refused: %s', (url, why) => {
    expect(readUrl({ url }, guarded)).toEqual({ is: 'refused', detail: expect.stringMatching(why) })
  })

  it('of this machine is taken where the guard lets it through', () => {
    for (const url of ['http://127.0.0.1:8080/a', 'http://localhost:8080/a'])
      expect(readUrl({ url }, { allowPrivate: 'loopback', at })).toMatchObject({ is: 'good' })
    expect(readUrl({ url: 'http://10.0.0.1/' }, { allowPrivate: 'loopback', at })).toMatchObject({ is: 'refused' })
  })

  it.each(['https://ida:tram-word@news.example/a', 'https://ida@news.example/a'])(
    'with a login is refused, and its words are told to nobody: %s',
    (url) => {
      const refused = { is: 'refused', detail: expect.stringMatching(/^its address holds a name or a password/) }
      for (const item of [readUrl({ url }, guarded), readArticle({ text: 'Words.', url }, { at })]) {
        expect(item).toEqual(refused)
        expect(JSON.stringify(item)).not.toMatch(/ida|tram-word/)
      }
    },
  )

  it.each([
    [{ url: 'https://news.example/a', publishedAt: 'tomorrow' }, /^publishedAt: expected an instant like/],
    [{ url: 7 }, /^url: expected a text, found a number/],
    [{ url: 'https://news.example/a', titel: 'x' }, /^titel: nothing of this name is taken here/],
    [{ url: 'https://news.example/a', title: 'x'.repeat(301) }, /^title: expected at most 300 characters/],
    [{}, /^url: expected a text, found nothing/],
    [null, /^expected an object, found null/],
    ['https://news.example/a', /^expected an object, found a text/],
  ])('that breaks its contract is refused, and says where: %j', (asked, why) => {
    expect(readUrl(asked, guarded)).toEqual({ is: 'refused', detail: expect.stringMatching(why) })
  })
})

describe('what is said of an article', () => {
  const hintOf = (told: object) => good(readUrl({ url: 'https://news.example/a', ...told }, guarded)).found

  it('is kept on one line, without what no database takes', () => {
    const { hint, outlet } = hintOf({ title: ' A\u0000\n tram \ud800 ', outlet: '\u0007 ' })
    expect(hint.title).toBe('A  tram \ufffd')
    expect(outlet).toBeNull()
  })

  it.each([
    ['2026-03-03', '2026-03-03'],
    ['2026-03-03T09:00:00Z', '2026-03-03T09:00:00.000Z'],
    ['2026-03-03T00:30:00+01:00', '2026-03-02T23:30:00.000Z'],
  ])('tells when in UTC: %s', (publishedAt, inUtc) => {
    const found = hintOf({ publishedAt })
    expect(found.hint.publishedAt).toBe(inUtc)
    expect(Found.safeParse(found).success).toBe(true)
  })
})

describe('an article', () => {
  it('without an address is known by the hash of its words, as a file is', () => {
    const { found, body } = good(readArticle({ text: 'The same words.' }, { at }))
    const url = `text:${createHash('sha256').update('The same words.').digest('hex')}`
    expect(found).toMatchObject({ url, urlId: urlId(url), host: 'text:' })
    expect(body).toEqual({ text: 'The same words.', media: 'text' })
    expect(Found.parse(found)).toEqual(found)
  })

  it('with an address waits for no host, wherever that is', () => {
    const { found, body } = good(readArticle({ html: '<p>Words.\u0000</p>', url: 'http://10.0.0.1/a' }, { at }))
    expect(found).toMatchObject({ url: 'http://10.0.0.1/a', host: 'text:' })
    expect(body).toEqual({ text: '<p>Words.</p>', media: 'html' })
  })

  it.each([
    ['neither HTML nor text', {}, /exactly one/],
    ['a text that is none', { text: ['Words.'] }, /^text: expected a text, found a list/],
    ['a date that is none', { text: 'Words.', publishedAt: 'tomorrow' }, /^publishedAt: expected an instant/],
    ['both', { html: '<p>', text: 'Words.' }, /exactly one/],
    ['no words', { text: ' \n\t' }, /no text/],
    ['too many bytes', { text: 'ö'.repeat(3 * 1_048_576) }, /6291456 bytes, at most 5242880/],
    ['an address that is none', { text: 'Words.', url: 'text:abc' }, /no http\(s\) address/],
  ])('is refused with %s', (_, asked, why) => {
    expect(readArticle(asked, { at })).toEqual({ is: 'refused', detail: expect.stringMatching(why) })
  })
})
