import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { WebLimits } from './client.ts'
import { TooLargeError, UnknownCodingError } from './decode-body.ts'
import { openWeb, TotalTimeoutError } from './fetch-url.ts'
import type { Resolve } from './guard.ts'
import { serve, serveBytes, testLimits } from './loopback-server.ts'

let open = new AsyncDisposableStack()
afterEach(async () => {
  await open.disposeAsync()
  open = new AsyncDisposableStack()
})

const web = (changes: Partial<WebLimits> = {}) => open.use(openWeb({ ...testLimits, ...changes }))
const site = async (listener: RequestListener, host?: string) => open.use(await serve(listener, host))
const bytes = async (answer: string | Buffer, then?: (socket: Socket) => void) =>
  open.use(await serveBytes(answer, then))

describe('limits', () => {
  it('end an answer that is too large once decoded', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const { url } = await site((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
    await expect(web()(url)).rejects.toThrow(TooLargeError)
  })

  it('end an answer in too many codings', async () => {
    const { url } = await site((_, response) => response.setHeader('content-encoding', 'gzip, gzip, gzip').end('x'))
    await expect(web()(url)).rejects.toThrow(UnknownCodingError)
  })

  it('end the wait for a connection', async () => {
    const never: Resolve = () => {}
    const fetching = open.use(openWeb({ ...testLimits, connectTimeoutMs: 100 }, never))('http://news.example/')
    await expect(fetching).rejects.toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT' })
  })

  it('end the wait for an answer', async () => {
    const { url } = await site(() => {})
    const fetching = web({ headersTimeoutMs: 100 })(url)
    await expect(fetching).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' })
  })

  it('end the wait for the rest of an answer', async () => {
    const { url } = await site((_, response) => response.write('the beginning'))
    await expect(web({ idleTimeoutMs: 100 })(url)).rejects.toMatchObject({ code: 'UND_ERR_BODY_TIMEOUT' })
  })

  it('end an answer that drips', async () => {
    const { url } = await site((_, response) => {
      const dripping = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(dripping))
    })
    await expect(web({ totalTimeoutMs: 200 })(url)).rejects.toThrow(TotalTimeoutError)
  })

  it('hold for a chain of redirects as a whole', async () => {
    const { url } = await site((_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 80)
    })
    await expect(web({ totalTimeoutMs: 200, maxRedirects: 1_000 })(url)).rejects.toThrow(TotalTimeoutError)
  })

  it('end headers without an end', async () => {
    const { url } = await bytes(`HTTP/1.1 200 OK\r\n${'x-filler: filler\r\n'.repeat(20_000)}\r\n`)
    await expect(web()(url)).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_OVERFLOW' })
  })
})

describe('a signal', () => {
  it('ends the wait for an answer, and gives its reason', async () => {
    const stopping = new AbortController()
    const { url } = await site(() => stopping.abort(new Error('enough')))
    await expect(web()(url, { signal: stopping.signal })).rejects.toThrow('enough')
  })

  it('ends a body on its way', async () => {
    const stopping = new AbortController()
    const { url } = await site((_, response) => {
      response.write('the beginning')
      setTimeout(() => stopping.abort(new Error('enough')), 50)
    })
    await expect(web()(url, { signal: stopping.signal })).rejects.toThrow('enough')
  })

  it('that came before asks nobody', async () => {
    const { url, connections } = await site((_, response) => response.end())
    await expect(web()(url, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    expect(connections()).toBe(0)
  })
})

describe('a broken server', () => {
  it('that promises more than it sends is no answer', async () => {
    const { url } = await bytes('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort')
    await expect(web()(url)).rejects.toThrow()
  })

  it('that sends more than it promises is read as far as it promised', async () => {
    const { url } = await bytes('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nshort and more')
    const answer = await web()(url).catch(() => undefined)
    expect([undefined, 'short']).toContain(answer?.text)
  })

  it('that resets the connection in a body is no answer', async () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n'
    const { url } = await bytes(head, (socket) => void setTimeout(() => socket.resetAndDestroy(), 20))
    await expect(web()(url)).rejects.toThrow()
  })

  it('that ends a chunked body too early is no answer', async () => {
    const { url } = await bytes('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n')
    await expect(web()(url)).rejects.toThrow()
  })

  it.each(['', 'SSH-2.0-OpenSSH_9.6\r\n', 'HTTP/1.1 999999 What\r\n\r\n', Buffer.alloc(2_000, 0xff)])(
    'that does not speak HTTP is no answer (%#)',
    async (answer) => {
      const { url } = await bytes(answer)
      await expect(web()(url)).rejects.toThrow()
    },
  )

  it('that nobody runs is no answer', async () => {
    const { url } = await site(() => {})
    await open.disposeAsync()
    open = new AsyncDisposableStack()
    await expect(web()(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
