import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { WebLimits } from './client.ts'
import { openWeb } from './fetch-url.ts'
import { serve, testLimits } from './loopback-server.ts'
import { RedirectError } from './redirect.ts'

let open = new AsyncDisposableStack()
afterEach(async () => {
  await open.disposeAsync()
  open = new AsyncDisposableStack()
})

const web = (changes: Partial<WebLimits> = {}) => open.use(openWeb({ ...testLimits, ...changes }))
const site = async (listener: RequestListener, host?: string) => open.use(await serve(listener, host))

describe('whoever is asked before each request', () => {
  it('hears of every address, and ends the request before one is asked', async () => {
    const asked: (string | undefined)[] = []
    const { url } = await site((request, response) => {
      asked.push(request.url)
      response.writeHead(302, { location: request.url === '/a' ? '/b' : '/c' }).end()
    })
    const heard: string[] = []
    const beforeEach = async (at: string) => {
      heard.push(at)
      if (at.endsWith('/c')) throw new Error('not this one')
    }
    await expect(web()(`${url}/a`, { beforeEach })).rejects.toThrow('not this one')
    expect(heard).toEqual([`${url}/a`, `${url}/b`, `${url}/c`])
    expect(asked).toEqual(['/a', '/b'])
  })
})

describe('an answer', () => {
  it('has status, address, headers and text', async () => {
    const { url } = await site((_, response) => {
      response
        .writeHead(200, { 'Content-Type': 'text/html', ETag: '"1"', 'X-Twice': ['one', 'two'] })
        .end('<p>hello</p>')
    })
    const answer = await web()(`${url}/a?b=c#d`)
    expect(answer).toMatchObject({ status: 200, finalUrl: `${url}/a?b=c`, redirects: 0, text: '<p>hello</p>' })
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html', etag: '"1"', 'x-twice': 'one' })
  })

  it('is asked for with a name, accepted codings and what the caller adds, and without a password', async () => {
    let asked: unknown
    const { url } = await site((request, response) => {
      asked = request.headers
      response.end()
    })
    await web()(url.replace('//', '//reader:secret@'), {
      headers: { accept: 'application/rss+xml', 'if-none-match': '"1"' },
    })
    expect(asked).toMatchObject({
      'user-agent': 'Stancewire tests',
      'accept-encoding': 'gzip, br, zstd',
      accept: 'application/rss+xml',
      'if-none-match': '"1"',
    })
    expect(asked).not.toHaveProperty('authorization')
  })

  it('is decoded, be it compressed and in another charset', async () => {
    const { url } = await site((_, response) => {
      response.setHeader('content-type', 'text/html; charset=iso-8859-1').setHeader('content-encoding', 'gzip')
      response.end(gzipSync(Buffer.from('tr\u00e8s bien', 'latin1')))
    })
    expect((await web()(url)).text).toBe('très bien')
  })

  it.each([304, 404, 500])('of status %d comes without its body', async (status) => {
    const { url } = await site((_, response) => response.writeHead(status).end(status === 304 ? '' : 'sorry'))
    expect(await web()(url)).toMatchObject({ status, text: '' })
  })

  it('to a conditional request says that nothing has changed', async () => {
    const { url } = await site((request, response) => {
      const isKnown = request.headers['if-none-match'] === '"7"'
      response.writeHead(isKnown ? 304 : 200, { etag: '"7"' }).end(isKnown ? undefined : 'feed')
    })
    const fetchUrl = web()
    expect(await fetchUrl(url)).toMatchObject({ status: 200, text: 'feed' })
    expect(await fetchUrl(url, { headers: { 'if-none-match': '"7"' } })).toMatchObject({ status: 304, text: '' })
  })

  it('whose body is not wanted is not downloaded', async () => {
    let ended = ''
    let written = 0
    const { url } = await site((_, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 200_000_000 })
      response.on('close', () => {
        ended = response.writableFinished ? 'downloaded' : 'given up'
      })
      const chunk = Buffer.alloc(64 * 1_024)
      const write = () => {
        if (response.destroyed) return
        written += chunk.length
        if (response.write(chunk)) setImmediate(write)
        else response.once('drain', write)
      }
      write()
    })
    const answer = await web()(url, { wantsBody: (_, type) => type === 'text/html' })
    expect(answer).toMatchObject({ status: 200, text: '' })
    await expect.poll(() => ended).toBe('given up')
    expect(written).toBeLessThan(20_000_000)
  })

  it('leaves its connection to the requests after it, if the rest that was not wanted is small', async () => {
    const { url, connections } = await site((_, response) => {
      response.writeHead(404).write('not here')
      setTimeout(() => response.end('nor there'), 5)
    })
    const fetchUrl = web()
    for (const path of ['/a', '/b', '/c', '/d', '/e']) await fetchUrl(url + path)
    expect(connections()).toBeLessThan(5)
  })
})

describe('redirects', () => {
  /** `/3` leads to `/2`, that to `/1`, that to `/0`. */
  const countdown: RequestListener = (request, response) => {
    const left = Number(request.url?.slice(1))
    if (left === 0) response.end('arrived')
    else response.writeHead(302, { location: `/${left - 1}` }).end('moved')
  }

  it('are followed and counted', async () => {
    const { url, connections } = await site(countdown)
    const answer = await web()(`${url}/3`)
    expect(answer).toMatchObject({ finalUrl: `${url}/0`, redirects: 3, text: 'arrived' })
    expect(connections()).toBeLessThan(4)
  })

  it('are followed to another host', async () => {
    const target = await site((_, response) => response.end('there'), '127.0.0.3')
    const { url } = await site((_, response) => response.writeHead(301, { location: `${target.url}/x` }).end())
    expect(await web()(url)).toMatchObject({ finalUrl: `${target.url}/x`, text: 'there' })
  })

  it('end at the limit', async () => {
    const { url } = await site(countdown)
    await expect(web()(`${url}/4`)).rejects.toThrow(/more than 3 redirects/)
  })

  it('that go round in a circle end', async () => {
    let asked = 0
    const { url } = await site((_, response) => {
      asked++
      response.writeHead(307, { location: '/' }).end()
    })
    await expect(web()(url)).rejects.toThrow(RedirectError)
    expect(asked).toBe(4)
  })

  it.each(['file:///etc/passwd', 'javascript:0', 'http://'])('to %s are refused', async (location) => {
    const { url } = await site((_, response) => response.writeHead(302, { location }).end())
    await expect(web()(url)).rejects.toThrow(RedirectError)
  })

  it('without a target are an answer', async () => {
    const { url } = await site((_, response) => response.writeHead(302).end())
    expect(await web()(url)).toMatchObject({ status: 302, redirects: 0 })
  })
})

it('leaves no socket open once it is disposed', async () => {
  const { url, sockets } = await site((request, response) => {
    if (request.url === '/slow') response.write('the beginning')
    else response.writeHead(request.url === '/gone' ? 404 : 200).end('done')
  })
  const patient = { headersTimeoutMs: 60_000, idleTimeoutMs: 60_000, totalTimeoutMs: 60_000 }
  const fetchUrl = openWeb({ ...testLimits, ...patient })
  await Promise.all(['/a', '/b', '/gone'].map((path) => fetchUrl(url + path)))
  const slow = fetchUrl(`${url}/slow`).catch(() => 'ended')
  await expect.poll(() => sockets.size).toBeGreaterThan(0)
  await fetchUrl[Symbol.asyncDispose]()
  expect(await slow).toBe('ended')
  await expect.poll(() => sockets.size).toBe(0)
})
