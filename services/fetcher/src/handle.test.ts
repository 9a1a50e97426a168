import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DiscoveredUrl, FetchedPage } from '@stancewire/contracts'
import { openLog, PermanentError } from '@stancewire/runtime'
import { type HostLists, openMemoryBodies } from '@stancewire/storage'
import { openWeb } from '@stancewire/web'
import { afterEach, describe, expect, it } from 'vitest'
import { makeHandle } from './handle.ts'

let open = new AsyncDisposableStack()
afterEach(async () => {
  await open.disposeAsync()
  open = new AsyncDisposableStack()
})

async function site(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  open.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function aDiscoveredUrl(url: string): DiscoveredUrl {
  return {
    v: 1,
    urlId: `u${'1'.repeat(32)}`,
    run: 1,
    url,
    host: 'news.example',
    sourceId: 'example',
    outlet: 'Example News',
    discoveredAt: '2024-02-27T10:00:00.000Z',
    hint: { title: 'A title', publishedAt: null },
  }
}

function openFetch(allowPrivate: 'none' | 'loopback' = 'loopback', claimed = 0, isPaused = false) {
  const bodies = openMemoryBodies()
  const released: string[] = []
  const blocked: [string, number][] = []
  const hosts = {
    release: async (host: string) => void released.push(host),
    block: async (host: string, ms: number) => void blocked.push([host, ms]),
    claimStart: async () => ({ waitMs: claimed, isPaused }),
  } as unknown as HostLists
  const fetchUrl = open.use(
    openWeb({
      userAgent: 'Stancewire tests',
      connectTimeoutMs: 2_000,
      headersTimeoutMs: 2_000,
      idleTimeoutMs: 2_000,
      totalTimeoutMs: 4_000,
      maxBodyBytes: 10_000,
      maxRedirects: 2,
      allowPrivate,
    }),
  )
  const handle = makeHandle({ fetchUrl, bodies, hosts })
  const work = { log: openLog('test', 'silent'), signal: AbortSignal.timeout(10_000), attempt: 1, isAgain: false }
  const fetch = (url: string) => handle(aDiscoveredUrl(url), work)
  const fetchAgain = (url: string) => handle(aDiscoveredUrl(url), { ...work, attempt: 2, isAgain: true })
  return { fetch, fetchAgain, bodies, released, blocked }
}

const page = { urlId: `u${'1'.repeat(32)}`, run: 1, kind: 'page' } as const

describe('FETCH', () => {
  it('waits for its host before a further try, here or in the queue', async () => {
    const asked: number[] = []
    const url = await site((_, response) => {
      asked.push(performance.now())
      response.setHeader('content-type', 'text/html').end('<p>Words.</p>')
    })
    const far = openFetch('loopback', 20_000)
    expect(await far.fetchAgain(url)).toMatchObject({ is: 'later', ms: 20_000 })
    expect(far.released).toEqual([])
    expect(asked).toEqual([])
    const beganAtMs = performance.now()
    expect(await openFetch('loopback', 300).fetchAgain(url)).toMatchObject({ is: 'pass' })
    expect((asked[0] ?? 0) - beganAtMs).toBeGreaterThan(290)
    expect(await far.fetch(url)).toMatchObject({ is: 'pass' })
  })

  it('leaves a paused host alone before a further try, for as long as it takes, and keeps its slot', async () => {
    const url = await site((_, response) => response.end('never'))
    const paused = openFetch('loopback', 9_000, true)
    const outcome = await paused.fetchAgain(url)
    expect(outcome).toEqual({ is: 'later', ms: 9_000, why: 'its host is paused', isCounted: false })
    expect(paused.released).toEqual([])
  })

  it('passes on a page and keeps its text', async () => {
    const url = await site((request, response) => {
      if (request.url === '/a') response.writeHead(301, { location: '/b' }).end()
      else response.setHeader('content-type', 'text/html').end('<p>words</p>')
    })
    const { fetch, bodies, released } = openFetch()
    const outcome = await fetch(`${url}/a`)
    expect(outcome).toMatchObject({
      is: 'pass',
      output: {
        url: `${url}/a`,
        finalUrl: `${url}/b`,
        media: 'html',
        outlet: 'Example News',
        hint: { title: 'A title' },
      },
    })
    expect(outcome.is === 'pass' && FetchedPage.safeParse(outcome.output).success).toBe(true)
    expect(await bodies.read(page)).toBe('<p>words</p>')
    const kept = await bodies.read({ ...page, kind: 'fetched' })
    expect(JSON.parse(kept ?? '')).toEqual(outcome.is === 'pass' && outcome.output)
    expect(released).toEqual(['news.example'])
  })

  it('ends in the same place when it runs twice', async () => {
    const url = await site((_, response) => response.setHeader('content-type', 'text/plain').end('words'))
    const { fetch, bodies } = openFetch()
    const [first, second] = [await fetch(url), await fetch(url)]
    const facts = (outcome: unknown) => JSON.stringify(outcome).replace(/"fetchedAt":"[^"]*"/, '')
    expect(facts(second)).toBe(facts(first))
    expect(await bodies.read(page)).toBe('words')
  })

  it.each([
    [404, 'text/html', 'gone'],
    [403, 'text/html', 'refused'],
    [200, 'application/pdf', 'not-html'],
  ])('stops at %d %s: %s, and frees the slot', async (status, type, reason) => {
    const url = await site((_, response) =>
      response.writeHead(status, { 'content-type': type }).end('x'.repeat(50_000)),
    )
    const { fetch, bodies, released } = openFetch()
    expect(await fetch(url)).toMatchObject({ is: 'stop', reason })
    expect(await bodies.read(page)).toBeUndefined()
    expect(released).toEqual(['news.example'])
  })

  it('stops at a page that is too large', async () => {
    const url = await site((_, response) => response.setHeader('content-type', 'text/html').end('x'.repeat(10_001)))
    expect(await openFetch().fetch(url)).toMatchObject({ is: 'stop', reason: 'too-large' })
  })

  it('stops at an address that is not public', async () => {
    let asked = 0
    const url = await site(() => asked++)
    const { fetch, released } = openFetch('none')
    expect(await fetch(url)).toMatchObject({
      is: 'stop',
      reason: 'refused',
      detail: expect.stringContaining('127.0.0.1'),
    })
    expect(asked).toBe(0)
    expect(released).toEqual(['news.example'])
  })

  it('stops at a redirect to an address that is not public', async () => {
    const url = await site((_, response) => response.writeHead(302, { location: 'http://192.168.7.7/' }).end())
    expect(await openFetch().fetch(url)).toMatchObject({ is: 'stop', reason: 'refused' })
  })

  it('puts a URL off, blocks its host for as long, and keeps its slot', async () => {
    const url = await site((_, response) => response.writeHead(429, { 'retry-after': '7' }).end())
    const { fetch, released, blocked } = openFetch()
    expect(await fetch(url)).toMatchObject({ is: 'later', ms: 7_000 })
    expect(blocked).toEqual([['news.example', 7_000]])
    expect(released).toEqual([])
  })

  it('fails at a server error, to be tried again, and keeps the slot', async () => {
    const url = await site((_, response) =>
      response.writeHead(500, { 'content-type': 'text/html' }).end('x'.repeat(50_000)),
    )
    const { fetch, released } = openFetch()
    const failure = await fetch(url).catch((error: unknown) => error)
    expect(String(failure)).toContain('status 500')
    expect(failure).toMatchObject({ code: 'HTTP_500' })
    expect(failure).not.toBeInstanceOf(PermanentError)
    expect(released).toEqual([])
  })

  it('fails at a connection that breaks, to be tried again', async () => {
    const url = await site((request) => request.socket.resetAndDestroy())
    const failure = await openFetch()
      .fetch(url)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentError)
  })

  it('fails for good at redirects without an end', async () => {
    const url = await site((_, response) => response.writeHead(302, { location: '/' }).end())
    await expect(openFetch().fetch(url)).rejects.toThrow(PermanentError)
  })

  it('fails for good at a coding that is not read', async () => {
    const url = await site((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'exi' }).end('x')
    })
    await expect(openFetch().fetch(url)).rejects.toThrow(PermanentError)
  })
})

describe('a text that was handed in', () => {
  const url = `text:${'0'.repeat(64)}`
  const submitted = { urlId: page.urlId, run: 0, kind: 'submitted' } as const

  it.each([
    ['<!doctype html><p>words</p>', 'html'],
    ['\n  <html><p>words</p>', 'html'],
    ['A title\n\nAnd words < more words.', 'text'],
    ['<3 is what she wrote', 'text'],
  ])('is the page: %j', async (text, media) => {
    const { fetch, bodies, released } = openFetch()
    await bodies.write(submitted, text)
    expect(await fetch(url)).toMatchObject({ is: 'pass', output: { media, finalUrl: url } })
    expect(await bodies.read(page)).toBe(text)
    expect(released).toEqual(['news.example'])
  })

  it('that is gone fails for good, and says what to do', async () => {
    await expect(openFetch().fetch(url)).rejects.toThrow(/hand it in again/)
  })
})
