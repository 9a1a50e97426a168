import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defaultLimits } from '@stancewire/config'
import type { Pause } from '@stancewire/storage'
import { afterEach, describe, expect, it } from 'vitest'
import { openFeedDesk } from './feed-desk.ts'

let open = new AsyncDisposableStack()
afterEach(async () => {
  await open.disposeAsync()
  open = new AsyncDisposableStack()
})

const feed = (...items: string[]) =>
  `<rss version="2.0"><channel><title>Harbour News</title>${items.map((each) => `<item>${each}</item>`).join('')}</channel></rss>`
const item = (path: string, at = new Date()) =>
  `<title>Of ${path}</title><link>${path}</link><pubDate>${at.toUTCString()}</pubDate>`
const link = (href: string) => `<link rel="alternate" type="application/rss+xml" title="&lt;b&gt;Named" href="${href}">`

const pauseOf = (name: string): Pause => ({
  ...{ kind: 'host', name, by: 'ida', reason: 'they asked', since: '2026-03-03T09:00:00.000Z', until: null },
})

type Around = { readonly atATime?: number; readonly pausedHosts?: readonly string[] }

/** A site with these answers by path, and a desk that may reach this machine. */
async function aSite(answers: Readonly<Record<string, string | RequestListener>>, around: Around = {}) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = answers[path]
    if (typeof answer === 'function') return answer(request, response)
    if (answer === undefined) return response.writeHead(404).end('nothing')
    return response.writeHead(200).end(answer)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  open.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  const limits = { ...defaultLimits, fetch: { ...defaultLimits.fetch, allowPrivate: 'loopback' as const } }
  const { pausedHosts = [], ...rest } = around
  const pausing = {
    of: async (some: readonly { name: string }[]) =>
      some.map(({ name }) => (pausedHosts.includes(name) ? pauseOf(name) : undefined)),
  }
  const desk = open.use(openFeedDesk(limits, { pausing, ...rest }))
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const known = <Found>(found: Found | 'busy') => {
    if (found === 'busy') throw new Error('busy')
    return found
  }
  return {
    ...{ asked, at, desk },
    discover: async (path: string) => known(await desk.discover(`${at}${path}`)),
    test: async (path: string) => known(await desk.test(`${at}${path}`)),
  }
}

describe('discovery', () => {
  it('finds the feeds that a page names, the newest first, and says which of them cannot be read', async () => {
    const day = 86_400_000
    const { discover, at, asked } = await aSite({
      '/': `<head>${link('/old')}${link('/gone')}${link('/new')}</head>`,
      '/old': feed(item('/a', new Date(Date.now() - day))),
      '/new': feed(item('/b'), item('/c')),
    })
    const { candidates, problems } = await discover('/')
    expect(problems).toEqual([])
    expect(candidates).toMatchObject([
      { url: `${at}/new`, from: 'page', title: 'Harbour News', format: 'rss', items: 2, problem: null },
      { url: `${at}/old`, items: 1, problem: null },
      { url: `${at}/gone`, title: '<b>Named', items: 0, newestAt: null, problem: 'it answers 404' },
    ])
    expect(asked).toHaveLength(4)
  })

  it('takes an address that is a feed for what it is', async () => {
    const { discover, asked } = await aSite({ '/rss': feed(item('/a')) })
    expect((await discover('/rss')).candidates).toMatchObject([{ from: 'itself', items: 1 }])
    expect(asked).toEqual(['/rss'])
  })

  it('looks at a few usual places where a page names none, and tells of one feed once', async () => {
    const { discover, asked, at } = await aSite({
      '/': '<p>News</p>',
      '/feed': feed(item('/a', new Date(0))),
      '/rss.xml': feed(item('/a', new Date(0))),
      '/atom.xml': '<p>no feed</p>',
    })
    expect((await discover('/')).candidates).toMatchObject([{ url: `${at}/feed`, from: 'guess' }])
    expect(asked).toHaveLength(7)
  })

  it('asks nine times at most, however many a page names, and seven times where it names none', async () => {
    const named = Array.from({ length: 500 }, (_, of) => link(`/rss/${of}`)).join('')
    const { discover, asked } = await aSite({ '/': named, '/none': '<p>News</p>' })
    await discover('/')
    expect(asked).toHaveLength(9)
    await discover('/none')
    expect(asked).toHaveLength(9 + 7)
  })

  it('asks no host that is paused, neither by a link nor by a redirect', async () => {
    const { discover, at, asked } = await aSite(
      {
        '/': (request, response) =>
          response.end(`${link(`http://localhost:${request.socket.localPort}/named`)}${link('/leads')}${link('/rss')}`),
        '/leads': (request, response) =>
          response.writeHead(302, { location: `http://localhost:${request.socket.localPort}/led` }).end(),
        '/named': feed(item('/a')),
        '/led': feed(item('/a')),
        '/rss': feed(item('/a')),
      },
      { pausedHosts: ['localhost'] },
    )
    const why = 'localhost is paused by ida (they asked)'
    expect((await discover('/')).candidates).toMatchObject([
      { url: `${at}/rss`, problem: null },
      { url: `${at.replace('127.0.0.1', 'localhost')}/named`, items: 0, problem: why },
      { url: `${at}/leads`, items: 0, problem: why },
    ])
    expect(asked.toSorted()).toEqual(['/', '/leads', '/rss'])
  })

  it('leaves this thread free for others, whatever it finds', async () => {
    const costly = feed(item('/a').repeat(10), '<title>x</title><link>/a</link></item><item>'.repeat(40_000))
    const paths = ['/1', '/2', '/3', '/4']
    const { discover } = await aSite({
      '/': paths.map(link).join(''),
      ...Object.fromEntries(paths.map((path) => [path, costly])),
    })
    let lastMs = performance.now()
    let longestMs = 0
    const turning = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs)
      lastMs = performance.now()
    }, 1)
    const beganMs = performance.now()
    const { candidates } = await discover('/')
    clearInterval(turning)
    expect(candidates).toMatchObject(paths.map(() => ({ items: 1_000, problem: null })))
    expect(longestMs).toBeLessThan((performance.now() - beganMs) / 8)
  })

  it('says what to do where there is nothing', async () => {
    const { discover } = await aSite({})
    const { candidates, problems } = await discover('/nowhere')
    expect(candidates).toEqual([])
    expect(problems.map(({ what }) => what)).toEqual([
      'It answers 404',
      expect.stringMatching(/^The page names no feed/),
    ])
    expect(problems.every(({ remedy }) => remedy.length > 10)).toBe(true)
  })

  it('does not reach beyond the guard by what a page names', async () => {
    const { discover } = await aSite({ '/': link('http://10.1.2.3/rss') + link('http://[fd00::1]/rss') })
    const { candidates } = await discover('/')
    expect(candidates).toHaveLength(2)
    for (const { problem } of candidates) expect(problem).toMatch(/is not a public address/)
  })
})

describe('a test of a feed', () => {
  it('tells what a poll would find, the newest items first, and whose pages would be fetched', async () => {
    const { test, at } = await aSite({
      '/rss': feed(item('/b'), item('https://other.example/x'), '<title>no link</title>', item('/a')),
    })
    const found = await test('/rss')
    expect(found).toMatchObject({ isFeed: true, status: 200, finalUrl: `${at}/rss`, format: 'rss', items: 3 })
    expect(found.first.map(({ url, title, host }) => [new URL(url).pathname, title, host])).toEqual([
      ['/b', 'Of /b', '127.0.0.1'],
      ['/x', 'Of https://other.example/x', 'other.example'],
      ['/a', 'Of /a', '127.0.0.1'],
    ])
    expect(found.hosts).toEqual([
      { host: '127.0.0.1', items: 2 },
      { host: 'other.example', items: 1 },
    ])
    expect(found.problems).toMatchObject([{ what: '1 of its items have no address that can be used' }])
  })

  it.each<[string, string | RequestListener | undefined, RegExp]>([
    ['a page', '<!doctype html><p>News', /^It is no feed/],
    ['nothing', undefined, /^It answers 404/],
    ['a refusal', (_, response) => response.writeHead(403).end(), /^It answers 403/],
    ['a plea to be left alone', (_, response) => response.writeHead(429).end(), /^It answers 429/],
    ['trouble', (_, response) => response.writeHead(500).end(), /^It answers 500/],
    ['an empty feed', feed(), /^It lists nothing now/],
    ['a feed given up', feed(item('/a', new Date('2020-03-03'))), /^Its newest item is \d+ days old/],
    ['what is too large', (_, response) => response.end('x'.repeat(3_000_000)), /larger|bytes|limit/],
    ['a hang-up', (request) => request.socket.destroy(), /./],
  ])('at %s says what is wrong and what to do', async (_, answer, what) => {
    const { test } = await aSite(answer === undefined ? {} : { '/rss': answer })
    const { problems } = await test('/rss')
    expect(problems[0]?.what).toMatch(what)
    expect(problems[0]?.remedy).toMatch(/.{10}/)
  })

  it('rejects where the guard refuses, also behind a redirect', async () => {
    const { desk, test } = await aSite({
      '/rss': (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
    })
    await expect(desk.test('http://10.0.0.1/rss')).rejects.toThrow('is not a public address')
    await expect(test('/rss')).rejects.toThrow('is not a public address')
  })

  it('says so where a redirect leads to a host that is paused', async () => {
    const { test, asked } = await aSite(
      {
        '/rss': (request, response) =>
          response.writeHead(301, { location: `http://localhost:${request.socket.localPort}/led` }).end(),
        '/led': feed(item('/a')),
      },
      { pausedHosts: ['localhost'] },
    )
    expect(await test('/rss')).toMatchObject({
      ...{ isFeed: false, status: null },
      problems: [{ what: 'localhost is paused by ida (they asked)', remedy: 'Resume that host first' }],
    })
    expect(asked).toEqual(['/rss'])
  })

  it('is put off while others look', async () => {
    const room = Promise.withResolvers<void>()
    const slow: RequestListener = (_, response) => void room.promise.then(() => response.end(feed(item('/a'))))
    const { desk, at } = await aSite({ '/rss': slow }, { atATime: 1 })
    const first = desk.test(`${at}/rss`)
    expect(await desk.test(`${at}/rss`)).toBe('busy')
    expect(await desk.discover(`${at}/rss`)).toBe('busy')
    room.resolve()
    expect(await first).toMatchObject({ isFeed: true })
  })
})
