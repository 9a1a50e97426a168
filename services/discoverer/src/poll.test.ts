import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DiscoveredUrl, InstantOrDate } from '@stancewire/contracts'
import { type Offer, openLog } from '@stancewire/runtime'
import { type FeedState, type FeedStates, untouchedFeed as untouched } from '@stancewire/storage'
import { openWeb } from '@stancewire/web'
import { afterEach, describe, expect, it } from 'vitest'
import { makePoll } from './poll.ts'

let open = new AsyncDisposableStack()
afterEach(async () => {
  await open.disposeAsync()
  open = new AsyncDisposableStack()
})

const dayMs = 86_400_000
const rereadMs = dayMs
const feed = (...paths: string[]) =>
  `<rss version="2.0"><channel>${paths.map((path) => `<item><title>${path}</title><link>${path}</link></item>`).join('')}</channel></rss>`

type Found = Omit<DiscoveredUrl, 'run'>

/** A source on a real server, and the edge of the line as a function. */
async function aSource(listener: RequestListener, offer: Offer = async () => ({ is: 'accepted', run: 1 })) {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  open.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`
  const kept: FeedState[] = []
  let life = 0
  const states: FeedStates = {
    read: async () => kept.at(-1) ?? untouched,
    readAll: async () => [],
    write: async (_, state) => void kept.push(state),
    forget: async () => {},
  }
  const offered: Found[] = []
  const counting: Offer = (found, options) => {
    offered.push(found)
    return offer(found, options)
  }
  const limits = {
    userAgent: 'Stancewire tests',
    connectTimeoutMs: 2_000,
    headersTimeoutMs: 2_000,
    idleTimeoutMs: 2_000,
    totalTimeoutMs: 4_000,
    maxBodyBytes: 100_000,
    maxRedirects: 2,
    allowPrivate: 'loopback',
  } as const
  const poll = makePoll({
    fetchUrl: open.use(openWeb(limits)),
    states,
    offer: counting,
    lifeOfRedis: async () => String(life),
    rereadMs,
  })
  const source = { id: 'world', url, outlet: 'Example News', everySeconds: 60 }
  const run = (signal = new AbortController().signal) => poll(source, openLog('test', 'silent'), signal)
  const restartRedis = () => {
    life++
  }
  return { url, run, kept, offered, restartRedis }
}

const answering =
  (text: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers }).end(text)

describe('a poll', () => {
  it('offers what is listed, oldest first, and then keeps the state', async () => {
    const { run, kept, offered, url } = await aSource(
      answering(feed('/b', '/a'), { etag: '"1"', 'last-modified': 'then' }),
    )
    expect(await run()).toMatchObject({ is: 'read', items: 2, accepted: 2, cut: 0 })
    expect(offered.map(({ url: found }) => new URL(found).pathname)).toEqual(['/a', '/b'])
    expect(offered[0]).toMatchObject({
      host: '127.0.0.1',
      sourceId: 'world',
      outlet: 'Example News',
      hint: { title: '/a' },
    })
    expect(offered[0]?.url).toBe(new URL('/a', url).href)
    expect(kept).toMatchObject([{ etag: '"1"', lastModified: 'then', failures: 0, bodyHash: expect.any(String) }])
  })

  it('counts what was accepted, not what was known', async () => {
    const { run } = await aSource(answering(feed('/c', '/b', '/a')), async ({ url }) =>
      url.endsWith('/b') ? { is: 'accepted', run: 1 } : { is: 'known', run: 1 },
    )
    expect(await run()).toMatchObject({ items: 3, accepted: 1 })
  })

  it('asks only for what is new', async () => {
    const asked: IncomingMessage['headers'][] = []
    const { run, offered, kept } = await aSource((request, response) => {
      asked.push(request.headers)
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"1"', 'last-modified': 'Tue, 27 Feb 2024 10:00:00 GMT' }).end(feed('/a'))
    })
    await run()
    expect(await run()).toMatchObject({ is: 'unchanged' })
    expect(await run()).toMatchObject({ is: 'unchanged' })
    expect(asked[0]).not.toHaveProperty('if-none-match')
    expect(asked[2]).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'Tue, 27 Feb 2024 10:00:00 GMT' })
    expect(offered).toHaveLength(1)
    expect(kept.at(-1)).toMatchObject({ etag: '"1"' })
  })

  it('reads a source that says nothing is new all the same once a day: what it lists is not forgotten', async () => {
    const { run, offered, kept } = await aSource((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"1"' }).end(feed('/a'))
    })
    await run()
    expect(await run()).toMatchObject({ is: 'unchanged' })
    const last = kept.at(-1) ?? untouched
    kept.push({ ...last, readAt: new Date(Date.now() - dayMs).toISOString() })
    expect(await run()).toMatchObject({ is: 'read', items: 1 })
    expect(offered).toHaveLength(2)
    expect(await run()).toMatchObject({ is: 'unchanged' })
  })

  it('offers all again where Redis came back while they were offered: it may have forgotten some', async () => {
    const line: { restartRedis?: () => void } = {}
    const source = await aSource(answering(feed('/b', '/a'), { etag: '"1"' }), async () => {
      line.restartRedis?.()
      return { is: 'accepted', run: 1 }
    })
    line.restartRedis = source.restartRedis
    await source.run()
    delete line.restartRedis
    expect(await source.run()).toMatchObject({ is: 'read', items: 2 })
    expect(source.offered).toHaveLength(4)
  })

  it('takes the same body for no news', async () => {
    const { run, offered } = await aSource(answering(feed('/a')))
    await run()
    expect(await run()).toMatchObject({ is: 'unchanged' })
    expect(offered).toHaveLength(1)
  })

  it('offers everything again after a change', async () => {
    let answer = feed('/a')
    const { run, offered } = await aSource((_, response) => response.end(answer))
    await run()
    answer = feed('/b', '/a')
    expect(await run()).toMatchObject({ is: 'read', items: 2 })
    expect(offered).toHaveLength(3)
  })

  it('passes over an address that cannot be used', async () => {
    const { run, offered } = await aSource(answering(feed('javascript:0', '/a')))
    expect(await run()).toMatchObject({ is: 'read', accepted: 1 })
    expect(offered).toHaveLength(1)
  })

  it('offers the date of an item in a form that its message may have', async () => {
    const dated =
      '<rss version="2.0"><channel><item><link>/a</link><pubDate>27 Feb 2024 10:00</pubDate></item></channel></rss>'
    const { run, offered } = await aSource(answering(dated))
    await run()
    expect(InstantOrDate.safeParse(offered[0]?.hint.publishedAt).success).toBe(true)
  })
})

describe('a poll that fails', () => {
  it.each([
    ['at a server error', (_: unknown, response: Parameters<RequestListener>[1]) => response.writeHead(503).end()],
    ['at a page', (_: unknown, response: Parameters<RequestListener>[1]) => response.end('<!doctype html><p>News</p>')],
    ['at a broken connection', (request: IncomingMessage) => request.socket.destroy()],
    [
      'at a feed that is too large',
      (_: unknown, response: Parameters<RequestListener>[1]) => response.end('x'.repeat(100_001)),
    ],
  ])('%s is counted, and says why', async (_, listener) => {
    const { run, kept, offered } = await aSource(listener as RequestListener)
    expect(await run()).toMatchObject({ is: 'failed', why: expect.stringMatching(/./) })
    await run()
    expect(kept.map(({ failures, nextWhy }) => [failures, nextWhy])).toEqual([
      [1, 'interval'],
      [2, 'backing-off'],
    ])
    expect(kept[1]?.lastError).toEqual({ at: kept[1]?.polledAt, why: expect.stringMatching(/./) })
    expect(offered).toEqual([])
  })

  it('keeps what it knows of the source, and starts to count anew after a success', async () => {
    const statuses = [200, 500, 304]
    const { run, kept } = await aSource((_, response) => {
      response.writeHead(statuses.shift() ?? 500, { etag: '"1"' }).end(feed('/a'))
    })
    for (const _ of [1, 2, 3]) await run()
    expect(kept.map(({ etag, failures }) => [etag, failures])).toEqual([
      ['"1"', 0],
      ['"1"', 1],
      ['"1"', 0],
    ])
  })
})

describe('what is remembered', () => {
  it('says when it is polled next, which is as long as the poll says to wait', async () => {
    const { run, kept } = await aSource(answering(feed('/a')))
    const { waitMs } = await run()
    expect(waitMs).toBeGreaterThanOrEqual(48_000)
    expect(waitMs).toBeLessThanOrEqual(72_000)
    expect(Math.abs(Date.parse(kept[0]?.nextAt ?? '') - Date.now() - waitMs)).toBeLessThan(5_000)
    expect(kept[0]?.nextWhy).toBe('interval')
  })

  it('is that its host asked to be left alone, for as long as it did', async () => {
    const { run, kept } = await aSource((_, response) => response.writeHead(429, { 'retry-after': '7200' }).end())
    expect(await run()).toMatchObject({ is: 'failed', why: 'answered 429', waitMs: 7_200_000 })
    expect(kept[0]).toMatchObject({ nextWhy: 'host-asked', failures: 1, lastError: { why: 'answered 429' } })
  })

  it('is when it last brought something that was not known, and nothing else', async () => {
    const { run, kept } = await aSource(answering(feed('/a')), async ({ url }) =>
      url.endsWith('/a') && kept.length > 1 ? { is: 'known', run: 1 } : { is: 'accepted', run: 1 },
    )
    await run()
    expect(kept[0]).toMatchObject({ newAt: kept[0]?.polledAt, timesNew: 1, usualGapMs: null })
    await run()
    expect(kept[1]).toMatchObject({ newAt: kept[0]?.newAt, timesNew: 1 })
  })

  it('goes where its address is another by now: what was new there is not here', async () => {
    const { run, kept, offered } = await aSource(answering(feed('/a'), { etag: '"1"' }))
    await run()
    kept.push({ ...(kept.at(-1) ?? untouched), url: 'https://before.example/feed', failures: 4 })
    expect(await run()).toMatchObject({ is: 'read' })
    expect(offered).toHaveLength(2)
    expect(kept.at(-1)).toMatchObject({ failures: 0, timesNew: 1 })
  })
})

describe('while the line is full', () => {
  it('a poll waits, and keeps its state only after all were taken', async () => {
    const room = Promise.withResolvers<void>()
    const { run, kept, offered } = await aSource(answering(feed('/b', '/a')), async () => {
      await room.promise
      return { is: 'accepted', run: 1 }
    })
    const polling = run()
    await expect.poll(() => offered.length).toBe(1)
    expect(kept).toEqual([])
    room.resolve()
    expect(await polling).toMatchObject({ is: 'read', accepted: 2 })
    expect(kept).toHaveLength(1)
  })

  it('a poll that is stopped keeps no state: everything is offered again', async () => {
    const { run, kept } = await aSource(answering(feed('/b', '/a'), { etag: '"1"' }), async ({ url }) =>
      url.endsWith('/a') ? { is: 'accepted', run: 1 } : { is: 'stopped' },
    )
    expect(await run()).toMatchObject({ is: 'failed', why: expect.stringContaining('stopped') })
    expect(kept).toEqual([])
  })

  it('a poll whose offer fails keeps no state', async () => {
    const { run, kept } = await aSource(answering(feed('/a')), () => Promise.reject(new Error('Redis is away')))
    await expect(run()).rejects.toThrow('Redis is away')
    expect(kept).toEqual([])
  })
})

it('a poll that is stopped while it asks does not count as a failure of the source', async () => {
  const stopping = new AbortController()
  const { run, kept } = await aSource(() => stopping.abort())
  expect(await run(stopping.signal)).toMatchObject({ is: 'failed' })
  expect(kept).toEqual([])
})
