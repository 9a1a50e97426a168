import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

const guarding = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

describe('every answer', () => {
  it.each([
    ['/v1/articles', 200],
    ['/v1/openapi.json', 200],
    ['/metrics', 200],
    ['/livez', 200],
    ['/v1/nowhere', 404],
    ['/nowhere', 404],
    ['/board/nowhere', 404],
    ['/v1/audit', 401],
    ['/v1/articles?limit=x', 400],
    ['/v1/articles/%zz', 400],
  ])('of %s (%d) is nothing that a browser would run, guess at, or show in a frame', async (path, status) => {
    const { ask } = await aServer()
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject(guarding)
  })

  it('that goes on, and to what is no HTTP, too', async () => {
    const { port } = await aServer()
    const gone = new AbortController()
    for (const path of ['/v1/live', '/v1/events']) {
      const headers = { accept: 'text/event-stream' }
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: gone.signal })
      expect(Object.fromEntries(answer.headers)).toMatchObject({ ...guarding, 'cache-control': 'no-store' })
    }
    gone.abort()
    const text = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('no HTTP at all\r\n\r\n'))
      let told = ''
      socket.on('data', (part) => {
        told += part
      })
      socket.once('close', () => resolve(told))
    })
    for (const [name, value] of Object.entries({ ...guarding, 'cache-control': 'no-store' }))
      expect(text).toContain(`${name}: ${value}\r\n`)
  })
})

describe('what is kept of an answer', () => {
  it('is kept for the one who asked, who asks after it each time', async () => {
    const { ask } = await aServer()
    const first = await ask('/v1/articles')
    expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache', etag: expect.any(String) })
    const again = await ask('/v1/articles', { headers: { 'if-none-match': String(first.headers.etag) } })
    expect(again).toMatchObject({ status: 304, text: '', headers: { 'cache-control': 'private, no-cache' } })
  })

  it.each(['/v1/nowhere', '/v1/audit', '/v1/articles?limit=x', '/v1/articles/%zz', '/v1/session'])(
    'is nothing of %s',
    async (path) => {
      const { ask } = await aServer()
      expect((await ask(path)).headers).toMatchObject({ 'cache-control': 'no-store' })
    },
  )

  it('is nothing of what is read once, as it comes', async () => {
    const { ask, as } = await aServer()
    const exported = await ask('/v1/failed/export', { headers: await as('operate') })
    expect(exported.headers).toMatchObject({
      'content-type': expect.stringContaining('ndjson'),
      'cache-control': 'no-store',
    })
  })
})
