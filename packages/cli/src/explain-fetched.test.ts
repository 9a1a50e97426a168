import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defaultLimits } from '@stancewire/config'
import { describe, expect, it } from 'vitest'
import { fetchPage } from './explain-fetched.ts'

type Limits = typeof defaultLimits.fetch

/** Fetches a page from a server of this machine that answers so. */
async function fetched(listener: RequestListener, given: Partial<Limits> = {}) {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`
  try {
    const page = await fetchPage(url, { ...defaultLimits.fetch, allowPrivate: 'loopback', ...given })
    return { url, page, failed: 'failed' in page ? page.failed : '' }
  } finally {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
}

const html = { 'content-type': 'text/html' }

describe('fetchPage', () => {
  it.each([
    ['text/html; charset=utf-8', 'html'],
    ['application/xhtml+xml', 'html'],
    ['Text/Plain', 'text'],
    ['', 'html'],
  ])('takes an answer of the type "%s" for %s', async (type, media) => {
    const { page, url } = await fetched((_, response) => response.setHeader('content-type', type).end('<p>Words.'))
    expect(page).toEqual({ media, text: '<p>Words.', url })
  })

  it.each([
    [404, {}, 'there is no such page (status 404): check the address'],
    [403, {}, 'refused (status 403): open it in a browser'],
    [503, { 'cf-mitigated': 'challenge' }, 'a check for robots stands in the way'],
    [429, {}, 'asks to come back later (status 429)'],
    [500, {}, 'answered status 500: try again later'],
    [200, { 'content-type': 'application/pdf' }, 'is application/pdf, neither HTML nor text'],
    [200, html, 'the page came empty'],
    [302, { location: 'ftp://files.example/a' }, ''],
  ])('says what status %i %j means, and what to do', async (status, headers, why) => {
    const answer = fetched((_, response) => response.writeHead(status, headers).end())
    if (why === '') return await expect(answer).rejects.toThrow('ftp://files.example/a is no http address')
    const { failed, url } = await answer
    expect(failed.startsWith(`${url}: `)).toBe(true)
    expect(failed).toContain(why)
  })

  it('says that a page is too large, that a server hung up, and that an answer hangs', async () => {
    const [large, gone, hung] = await Promise.all([
      fetched((_, response) => response.writeHead(200, html).end('x'.repeat(5_000)), { maxBodyBytes: 2_000 }),
      fetched((request) => request.socket.destroy()),
      fetched((_, response) => response.writeHead(200, html).write('<p>'), { totalTimeoutMs: 400 }),
    ])
    expect(large.failed).toContain('more than 2000 bytes after decoding: limits.fetch.maxBodyBytes')
    expect(gone.failed).toContain('its server hung up: try again later')
    expect(hung.failed).toContain('no whole answer in 400 ms: try again later')
  })

  it('says that nobody listens', async () => {
    const { url } = await fetched((_, response) => response.end('x'))
    const page = await fetchPage(url, { ...defaultLimits.fetch, allowPrivate: 'loopback' })
    expect(page).toEqual({ failed: `${url}: nothing answers there: check the address, or try again later` })
  })

  it.each(['http://127.0.0.1:9/', 'http://localhost:9/', 'http://10.0.0.1/', 'http://[::ffff:127.0.0.1]/'])(
    'never asks %s, which is not public',
    async (url) => {
      await expect(fetchPage(url, defaultLimits.fetch)).rejects.toThrow('is not a public address')
    },
  )

  it('never asks what is no address', async () => {
    await expect(fetchPage('http://[::1', defaultLimits.fetch)).rejects.toThrow('is no http address')
  })

  it('lets no server steer the terminal by what it answers', async () => {
    const type = { 'content-type': 'image/\u009b31mpng' }
    const { failed } = await fetched((_, response) => response.writeHead(200, type).end())
    expect(failed).toContain('neither HTML nor text')
    expect(failed).not.toMatch(/\p{Cc}/u)
  })
})
