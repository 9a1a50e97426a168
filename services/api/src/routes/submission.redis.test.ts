import { gzipSync } from 'node:zlib'
import { findAudit } from '@stancewire/read-model'
import { urlId } from '@stancewire/url'
import { describe, expect, inject, it } from 'vitest'
import { aSubmitting } from '../../test/submitting.ts'

const redisUrl = inject('redisUrl')
const url = (name: string | number) => `https://news.example/${name}`
const urls = (...names: (string | number)[]) => ({ urls: names.map((name) => ({ url: url(name) })) })

describe('POST /v1/urls', () => {
  it('starts a run for each address once, and tells of each in order', async () => {
    const { submit, stores } = await aSubmitting(redisUrl)
    const first = await submit('urls', urls('a', 'b', 'a'))
    expect(first.status).toBe(202)
    const [a, b] = [urlId(url('a')), urlId(url('b'))]
    expect(first.json()).toEqual({
      items: [
        { is: 'accepted', run: 1, urlId: a, url: url('a') },
        { is: 'accepted', run: 1, urlId: b, url: url('b') },
        { is: 'running', run: 1, urlId: a, url: url('a') },
      ],
    })
    const again = await submit('urls', urls('b'))
    expect(again.status).toBe(200)
    expect(again.json().items).toMatchObject([{ is: 'running', run: 1 }])
    expect(await stores.runs.counters()).toMatchObject({ accepted: 2 })
  })

  it('starts a further run of what has ended only where that is asked for', async () => {
    const { submit, end } = await aSubmitting(redisUrl)
    await submit('urls', urls('a'))
    await end(urlId(url('a')))
    expect((await submit('urls', urls('a'))).json().items).toMatchObject([{ is: 'known', run: 1 }])
    expect((await submit('urls', { ...urls('a'), again: true })).json().items).toMatchObject([
      { is: 'accepted', run: 2 },
    ])
  })

  it('hands on what was said of the article', async () => {
    const { submit, stores } = await aSubmitting(redisUrl)
    const said = { title: ' A\ttram\u0000 ', outlet: 'Harbour Courier', publishedAt: '2026-03-03T10:00:00+01:00' }
    await submit('urls', { urls: [{ url: 'https://www.news.example/a?utm_source=x', ...said }] })
    expect(await stores.runs.entry(urlId(url('a')))).toMatchObject({
      url: 'https://www.news.example/a?utm_source=x',
      host: 'news.example',
      outlet: 'Harbour Courier',
      hint: { title: 'A tram', publishedAt: '2026-03-03T09:00:00.000Z' },
    })
  })

  it('refuses what can never work by itself, and takes what stands beside it', async () => {
    const { submit } = await aSubmitting(redisUrl)
    const bad = ['ftp://news.example/a', 'http://10.0.0.1/', 'http://2130706433/', 'http://localhost:6379/']
    const more = [`https://news.example/${'x'.repeat(2_000)}`, `https://news.example/${'ö'.repeat(900)}`, 'no address']
    const answer = await submit('urls', { urls: [...bad, ...more, url('a')].map((each) => ({ url: each })) })
    expect(answer.status).toBe(202)
    const { items } = answer.json()
    expect(items.map(({ is }) => is)).toEqual([...[...bad, ...more].map(() => 'refused'), 'accepted'])
  })

  it('refuses a login in an address, and keeps and tells nothing of it', async () => {
    const { submit, redis, prefix } = await aSubmitting(redisUrl)
    const answer = await submit('urls', { urls: [{ url: 'https://ida:secret-word@news.example/a' }] })
    expect(answer.json().items).toMatchObject([{ is: 'refused' }])
    expect(await redis.exists(`${prefix}:host:news.example:waiting`)).toBe(0)
    expect(answer.text).not.toMatch(/ida|secret-word/)
  })

  it('takes a thousand at once', async () => {
    const { submit, stores } = await aSubmitting(redisUrl)
    const { items } = (await submit('urls', urls(...Array.from({ length: 1_000 }, (_, at) => at)))).json()
    expect(items.filter(({ is }) => is === 'accepted')).toHaveLength(1_000)
    expect(await stores.runs.counters()).toMatchObject({ accepted: 1_000 })
  })

  it('says which items a full line did not take, and when to send them again', async () => {
    const { submit } = await aSubmitting(redisUrl, { inFlightMax: 2 })
    const answer = await submit('urls', urls('a', 'b', 'c', 'd'), { 'idempotency-key': 'k' })
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '5' } })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().items).toMatchObject([{ is: 'accepted' }, { is: 'accepted' }, { is: 'full' }, { is: 'full' }])
    const again = await submit('urls', urls('a', 'b', 'c', 'd'), { 'idempotency-key': 'k' })
    expect(again.json().items).toMatchObject([{ is: 'running' }, { is: 'running' }, { is: 'full' }, { is: 'full' }])
  })

  it('notes in the audit who handed in how many, and no address', async () => {
    const { submit, database } = await aSubmitting(redisUrl)
    await submit('urls', urls('a', 'b', 'a'), { 'idempotency-key': '"k-1"' })
    const { items } = await findAudit(database, {}, { limit: 10, cursor: undefined })
    expect(items).toMatchObject([
      { who: 'submit-1', action: 'urls.submit', filter: { count: 3, key: 'k-1' }, affected: 2 },
    ])
  })

  it.each([
    ['no item', { urls: [] }],
    ['more than a thousand', urls(...Array.from({ length: 1_001 }, (_, at) => at))],
    ['what is no list', { urls: {} }],
    ['a property that is none', { ...urls('a'), colour: 'red' }],
    ['what is no JSON', '{'],
  ])('refuses a request with %s', async (_, body) => {
    const { submit } = await aSubmitting(redisUrl)
    expect(await submit('urls', body)).toMatchObject({ status: 400 })
  })

  it('refuses those who may only read, and what is too large', async () => {
    const { ask, as, submit } = await aSubmitting(redisUrl)
    const headers = { 'content-type': 'application/json' }
    const post = (more: object) =>
      ask('/v1/urls', { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(urls('a')) })
    expect(await post({})).toMatchObject({ status: 401 })
    expect(await post(await as('read'))).toMatchObject({ status: 403 })
    expect(await submit('urls', `{"urls":[{"url":"${'x'.repeat(9_000_000)}"}]}`)).toMatchObject({ status: 413 })
  })
})

describe('POST /v1/articles', () => {
  const html = '<!doctype html><title>A tram</title><p>The town should build a tram line.</p>'

  it('keeps what was handed in for a run that asks no host', async () => {
    const { submit, stores, texts } = await aSubmitting(redisUrl)
    const articles = [{ html, url: url('a') }, { text: 'Words.', url: url('b') }, { text: 'Words alone.' }]
    const { items } = (await submit('articles', { articles })).json()
    expect(items).toMatchObject([
      { is: 'accepted', run: 1, urlId: urlId(url('a')), url: url('a') },
      { is: 'accepted', urlId: urlId(url('b')) },
      { is: 'accepted' },
    ])
    expect(await stores.runs.entry(urlId(url('a')))).toMatchObject({
      url: url('a'),
      host: 'text:',
      submitted: { media: 'html' },
    })
    const alone = await stores.runs.entry(items[2]?.urlId ?? '')
    expect(alone?.url).toMatch(/^text:[0-9a-f]{64}$/)
    expect((await texts()).sort()).toEqual([html, 'Words alone.', 'Words.'].sort())
  })

  it('keeps the text of the run that was started, of two that were handed in for one address', async () => {
    const { submit, texts, end } = await aSubmitting(redisUrl)
    const both = ['First words.', 'Other words.'].map((text) => ({ text, url: url('a') }))
    expect((await submit('articles', { articles: both })).json().items).toMatchObject([
      { is: 'accepted', run: 1 },
      { is: 'running', run: 1 },
    ])
    expect(await texts()).toEqual(['First words.'])
    await end(urlId(url('a')))
    expect((await submit('articles', { articles: both })).json().items).toMatchObject([
      { is: 'known' },
      { is: 'known' },
    ])
    expect(await texts()).toEqual(['First words.'])
  })

  it('refuses by itself what is not exactly one of HTML and text, is empty, or too large', async () => {
    const { submit, texts } = await aSubmitting(redisUrl)
    const articles = [
      { html, text: 'Words.' },
      { url: url('a') },
      { text: ' \n' },
      { text: 'x'.repeat(5 * 1_048_576 + 1) },
      { text: 'Words.', url: 'ftp://news.example/' },
      { text: 'Words.' },
    ]
    const { items } = (await submit('articles', { articles })).json()
    expect(items.map(({ is }) => is)).toEqual([...Array(5).fill('refused'), 'accepted'])
    expect(await texts()).toEqual(['Words.'])
  })

  it('keeps no text that a full line did not take', async () => {
    const { submit, texts } = await aSubmitting(redisUrl, { inFlightMax: 1 })
    const articles = Array.from({ length: 30 }, (_, at) => ({ text: `Words ${at}.` }))
    const answer = await submit('articles', { articles })
    expect(answer.status).toBe(429)
    expect(answer.json().items.filter(({ is }) => is === 'accepted')).toHaveLength(1)
    expect(await texts()).toHaveLength(1)
  })

  it('takes a thousand at once', async () => {
    const { submit, texts } = await aSubmitting(redisUrl)
    const articles = Array.from({ length: 1_000 }, (_, at) => ({ html: `${html}<p>${at}</p>`, url: url(at) }))
    expect(await submit('articles', { articles })).toMatchObject({ status: 202 })
    expect(await texts()).toHaveLength(1_000)
  })
})

describe('a request in fewer bytes', () => {
  const gzip = { 'content-encoding': 'gzip' }

  it('is read', async () => {
    const { ask, headers } = await aSubmitting(redisUrl)
    const body = gzipSync(JSON.stringify(urls('a')))
    expect(await ask('/v1/urls', { method: 'POST', headers: { ...headers, ...gzip }, body })).toMatchObject({
      status: 202,
    })
  })

  it('is refused where it unpacks to too many', async () => {
    const { ask, headers } = await aSubmitting(redisUrl)
    const body = gzipSync(`{"urls":[{"url":"${'x'.repeat(60_000_000)}"}]}`)
    const answer = await ask('/v1/urls', { method: 'POST', headers: { ...headers, ...gzip }, body })
    expect(answer.status).toBe(413)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })
})

describe('a batch', () => {
  it('is taken without the items that are wrong, which are refused in their place', async () => {
    const { submit } = await aSubmitting(redisUrl)
    const asked = [{ url: url('a'), publishedAt: 'tomorrow' }, { url: url('b') }, 'c', { url: url('d'), tilte: 'x' }]
    const answer = await submit('urls', { urls: asked })
    expect(answer.status).toBe(202)
    expect(answer.json().items).toMatchObject([
      { is: 'refused', detail: expect.stringContaining('publishedAt') },
      { is: 'accepted' },
      { is: 'refused' },
      { is: 'refused', detail: expect.stringContaining('tilte') },
    ])
    const articles = await submit('articles', { articles: [{ text: 7 }, { text: 'Words.' }] })
    expect(articles.json().items).toMatchObject([{ is: 'refused' }, { is: 'accepted' }])
  })
})

describe('what was accepted', () => {
  it('can be followed at once, before the archive has heard of it', async () => {
    const { submit, ask, end } = await aSubmitting(redisUrl)
    const trace = async () => ask(`/v1/urls/${urlId(url('a'))}/trace`)
    expect((await trace()).status).toBe(404)
    await submit('urls', urls('a'))
    const moving = { run: 1, url: url('a'), host: 'news.example', lane: 'live', at: { is: 'at-host' } }
    expect(await trace()).toMatchObject({ status: 200 })
    expect((await trace()).json()).toMatchObject({ items: [], moving })
    await end(urlId(url('a')))
    expect(await trace()).toMatchObject({ status: 200 })
    expect((await trace()).json()).toEqual({ items: [], moving: null })
    await submit('urls', { ...urls('a'), again: true })
    expect((await trace()).json()).toMatchObject({ moving: { run: 2 } })
  })
})

describe('a request with a key', () => {
  it('gets the answer again that it got, whichever process it comes to', async () => {
    const { submit, end, stores } = await aSubmitting(redisUrl)
    const body = { urls: [{ url: url('a') }, { url: 'ftp://x' }], again: true }
    const first = await submit('urls', body, { 'idempotency-key': '"one"' })
    await end(urlId(url('a')))
    const second = await submit('urls', body, { 'idempotency-key': 'one' })
    expect(second).toMatchObject({ status: first.status, headers: { 'idempotency-replayed': 'true' } })
    expect(second.json()).toEqual(first.json())
    expect(await stores.runs.latest(urlId(url('a')))).toBe(1)
  })

  it('is refused where the key was used for another, by the same caller on the same path', async () => {
    const { submit, as } = await aSubmitting(redisUrl)
    const key = { 'idempotency-key': 'one' }
    await submit('urls', urls('a'), key)
    expect(await submit('urls', urls('b'), key)).toMatchObject({ status: 422 })
    expect(await submit('urls', urls('b'), { ...key, ...(await as('submit')) })).toMatchObject({ status: 202 })
    expect(await submit('articles', { articles: [{ text: 'Words.' }] }, key)).toMatchObject({ status: 202 })
  })

  it('is worked on once, however often it comes at a time', async () => {
    const { submit } = await aSubmitting(redisUrl)
    const body = urls(...Array.from({ length: 500 }, (_, at) => at))
    const all = await Promise.all(Array.from({ length: 8 }, () => submit('urls', body, { 'idempotency-key': 'one' })))
    const byStatus = Map.groupBy(all, ({ status }) => status)
    expect([...byStatus.keys()].every((status) => status === 202 || status === 409)).toBe(true)
    const [one, ...others] = byStatus.get(202) ?? []
    for (const other of others) expect(other.json()).toEqual(one?.json())
    for (const busy of byStatus.get(409) ?? []) {
      expect(Number(busy.headers['retry-after'])).toBeGreaterThan(0)
      expect(Number(busy.headers['retry-after'])).toBeLessThanOrEqual(10)
    }
  })

  it('is refused where the key is none', async () => {
    const { submit } = await aSubmitting(redisUrl)
    for (const key of ['x'.repeat(256), 'two words', '"'])
      expect(await submit('urls', urls('a'), { 'idempotency-key': key })).toMatchObject({ status: 400 })
  })
})
