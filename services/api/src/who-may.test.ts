import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Role } from '@stancewire/read-model'
import fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aServer } from '../test/a-server.ts'
import { askWhoMay } from './who-may.ts'

/** A server with a route for each role, on which it says who asks. */
async function aServerOfRoles(options = {}) {
  const made = await aServer({
    ...options,
    more: (server) => {
      for (const role of Role.options)
        server.all(`/needs/${role}`, { config: { role } }, async ({ caller }) => ({ caller }))
    },
  })
  const answers = async (headers: Record<string, string>, method = 'GET') =>
    Promise.all(Role.options.map(async (role) => (await made.ask(`/needs/${role}`, { headers, method })).status))
  return { ...made, answers }
}

const problemType = 'application/problem+json; charset=utf-8'

describe('on this machine', () => {
  it('whoever has no token may look, and is told what else needs', async () => {
    const { ask, answers } = await aServerOfRoles()
    expect(await answers({})).toEqual([200, 401, 401, 401])
    expect((await ask('/needs/read')).json()).toEqual({ caller: { name: 'loopback', role: 'read' } })
    const refused = await ask('/needs/operate')
    expect(refused.headers).toMatchObject({ 'www-authenticate': 'Bearer', 'content-type': problemType })
    expect(refused.json().detail).toContain('role operate')
  })

  it.each(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])(
    'a proxy that passes on (%s) is not this machine: what it brings needs a token',
    async (name) => {
      const { ask, as } = await aServerOfRoles()
      const headers = { [name]: '203.0.113.9' }
      expect(await ask('/v1/articles', { headers })).toMatchObject({ status: 401 })
      expect(await ask('/v1/articles', { headers: { ...headers, ...(await as('read')) } })).toMatchObject({
        status: 200,
      })
      expect((await ask('/livez', { headers })).status).toBe(200)
    },
  )

  it('a token opens it by any name, and a name that was pointed here opens nothing without one', async () => {
    const { ask, as } = await aServer()
    const host = 'news.example'
    expect((await ask('/v1/articles', { headers: { host } })).status).toBe(421)
    expect((await ask('/v1/articles', { headers: { host, authorization: 'Bearer stw_x' } })).status).toBe(401)
    expect((await ask('/v1/articles', { headers: { host, ...(await as('read')) } })).status).toBe(200)
    expect((await ask('/livez', { headers: { host } })).status).toBe(200)
  })
})

describe('a token', () => {
  it('lets its bearer do what its role may, and names the role that is missing', async () => {
    const { ask, as, answers } = await aServerOfRoles()
    for (const [at, role] of Role.options.entries())
      expect(await answers(await as(role)), role).toEqual(Role.options.map((_, needed) => (needed <= at ? 200 : 403)))
    const refused = await ask('/needs/admin', { headers: await as('operate') })
    expect(refused.json()).toMatchObject({
      status: 403,
      detail: expect.stringMatching(/needs a token with the role admin; .* operate/),
    })
    expect(refused.headers).toMatchObject({
      'www-authenticate': 'Bearer error="insufficient_scope", scope="admin"',
      'content-type': problemType,
    })
  })

  it('is who its bearer is', async () => {
    const { ask, tokens } = await aServerOfRoles()
    const { secret } = await tokens.issue({ name: 'news-desk', role: 'operate', expiresMs: null })
    for (const scheme of ['Bearer', 'bearer', 'BEARER '])
      expect((await ask('/needs/submit', { headers: { authorization: `${scheme} ${secret}` } })).json()).toEqual({
        caller: { name: 'news-desk', role: 'operate' },
      })
  })

  it('that is wrong is refused also where none is needed', async () => {
    const { ask } = await aServer()
    const wrong = ['Bearer stw_nonsense', 'Bearer', 'Bearer ', 'Basic YTpi', 'stw_x', '', `Bearer ${'x'.repeat(5_000)}`]
    for (const authorization of wrong) {
      const refused = await ask('/v1/articles', { headers: { authorization } })
      expect({ authorization, status: refused.status }).toEqual({ authorization, status: 401 })
      expect(refused.headers).toMatchObject({
        'www-authenticate': expect.stringMatching(/^Bearer/),
        'content-type': problemType,
      })
    }
  })

  it('that has expired, or was revoked, is refused within three seconds', async () => {
    const { ask, tokens } = await aServer()
    const brief = await tokens.issue({ name: 'brief', role: 'read', expiresMs: Date.now() + 300 })
    const gone = await tokens.issue({ name: 'gone', role: 'read', expiresMs: null })
    const statuses = () =>
      Promise.all(
        [brief, gone].map(
          async ({ secret }) => (await ask('/v1/articles', { headers: { authorization: `Bearer ${secret}` } })).status,
        ),
      )
    expect(await statuses()).toEqual([200, 200])
    await tokens.revoke('gone')
    await new Promise((resolve) => setTimeout(resolve, 2_300))
    expect(await statuses()).toEqual([401, 401])
  })

  it('in the address is none', async () => {
    const { ask, tokens } = await aServerOfRoles()
    const { secret } = await tokens.issue({ name: 'careless', role: 'admin', expiresMs: null })
    for (const name of ['token', 'access_token', 'authorization'])
      expect((await ask(`/needs/submit?${name}=${secret}`)).status).toBe(401)
    expect((await ask('/needs/submit', { headers: { cookie: `token=${secret}`, 'x-api-key': secret } })).status).toBe(
      401,
    )
  })

  it('that is guessed is refused thirty times in a minute, and then asked to wait; right ones are let in all the while', async () => {
    const { ask, as } = await aServer()
    const guess = () => ask('/v1/articles', { headers: { authorization: `Bearer stw_${'A'.repeat(43)}` } })
    const statuses: number[] = []
    for (let at = 0; at < 32; at++) statuses.push((await guess()).status)
    expect(statuses).toEqual([...Array<number>(30).fill(401), 429, 429])
    expect((await guess()).headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      'content-type': problemType,
    })
    expect((await ask('/v1/articles', { headers: await as('read') })).status).toBe(200)
    expect((await ask('/v1/articles')).status).toBe(200)
  })
})

describe('whoever went before it was known who they are', () => {
  it('is not looked up again and again', async () => {
    const server = fastify()
    onTestFinished(() => server.close())
    let looks = 0
    let isAsked = false
    const caller = { name: 'desk', role: 'read' as const }
    const of = async () => {
      isAsked = true
      await sleep(300)
      return caller
    }
    const now = async () => {
      looks++
      return caller
    }
    const callers = { of, now, nameOf: () => undefined, forget: () => {} }
    askWhoMay(
      server,
      { tokens: callers, sessions: callers },
      { api: { host: '127.0.0.1', port: 0, requestsPerMinute: 1 } },
    )
    server.get('/', async () => 'here')
    await server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.server.address() as AddressInfo
    const asked = request({ port, headers: { authorization: 'Bearer x' } }).on('error', () => {})
    asked.end()
    await expect.poll(() => isAsked).toBe(true)
    asked.destroy()
    await sleep(4_000)
    expect(looks).toBe(0)
  }, 10_000)
})

describe('beyond this machine', () => {
  it('nobody asks without a token, from this machine neither; whether it lives may be asked', async () => {
    const { ask, as, answers, port } = await aServerOfRoles({ host: '0.0.0.0' })
    expect(await answers({})).toEqual([401, 401, 401, 401])
    for (const path of ['/v1/articles', '/v1/openapi.json', '/v1/nowhere', '/v1/events', '/v1/audit'])
      expect({ path, status: (await ask(path)).status }).toEqual({ path, status: 401 })
    expect(await answers({ host: `localhost:${port}` })).toEqual([401, 401, 401, 401])
    expect(await answers(await as('submit'))).toEqual([200, 200, 403, 403])
    expect((await ask('/livez')).status).toBe(200)
    expect((await ask('/readyz')).status).toBe(200)
  })
})

describe('pages of other sites', () => {
  it('change nothing here, with a token neither', async () => {
    const { ask, as, port } = await aServerOfRoles()
    const headers = await as('admin')
    const post = (more: Record<string, string>) =>
      ask('/needs/submit', { method: 'POST', headers: { ...headers, ...more } })
    expect((await post({})).status).toBe(200)
    expect((await post({ origin: `http://127.0.0.1:${port}` })).status).toBe(200)
    for (const origin of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.1:${port}.evil.example`,
    ])
      expect({ origin, status: (await post({ origin })).status }).toEqual({ origin, status: 403 })
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it('read nothing here without a token, whatever they make a browser send', async () => {
    const { ask, as, port } = await aServer()
    const status = async (headers: Record<string, string>, method = 'GET') =>
      (await ask('/v1/articles?search=trams', { headers, method })).status
    const others = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
      // Frames, and windows that a page sends on and on by itself.
      {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'iframe',
        'sec-fetch-user': '?1',
      },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ]
    for (const headers of others)
      for (const method of ['GET', 'HEAD'])
        expect({ headers, method, status: await status(headers, method) }).toEqual({ headers, method, status: 403 })
    const own = [
      {},
      { origin: `http://127.0.0.1:${port}` },
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
      { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' },
      // A link that somebody clicked.
      {
        ...{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
        ...{ 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' },
      },
    ]
    for (const headers of own) expect({ headers, status: await status(headers) }).toEqual({ headers, status: 200 })
    const withToken = { ...(await as('read')), 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }
    expect(await status(withToken)).toBe(200)
  })

  it('are not told that they may read', async () => {
    const { ask } = await aServer()
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' }
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await ask('/v1/articles', { method, headers })
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

describe('a method that a path does not take', () => {
  it('is refused with those that it takes', async () => {
    const { ask } = await aServer()
    for (const path of ['/livez', '/v1/runs', '/v1/articles/a11111111111111111111111111111111']) {
      const refused = await ask(path, { method: 'DELETE' })
      expect(refused).toMatchObject({
        status: 405,
        headers: { allow: expect.stringContaining('GET, HEAD'), 'content-type': problemType },
      })
    }
    expect((await ask('/v1/nowhere', { method: 'DELETE' })).status).toBe(404)
  })
})

describe('the audit', () => {
  it('is read by those who administer, a page at a time', async () => {
    const { ask, as, audit } = await aServer()
    await audit.note({ who: 'cli:ida', action: 'token.issue', filter: { name: 'desk' }, affected: 1 })
    await audit.note({ who: 'desk', action: 'failed.retry', filter: { stage: 'fetch' }, affected: 12 })
    expect((await ask('/v1/audit')).status).toBe(401)
    expect((await ask('/v1/audit', { headers: await as('operate') })).status).toBe(403)
    const headers = await as('admin')
    const first = (await ask('/v1/audit?limit=1', { headers })).json()
    expect(first.items).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        who: 'desk',
        action: 'failed.retry',
        filter: { stage: 'fetch' },
        affected: 12,
      },
    ])
    const second = (await ask(`/v1/audit?limit=1&cursor=${first.next}`, { headers })).json()
    expect(second).toMatchObject({ items: [{ who: 'cli:ida', action: 'token.issue' }], next: null })
    expect((await ask('/v1/audit?action=token.issue&who=cli:ida', { headers })).json().items).toHaveLength(1)
    expect((await ask('/v1/audit?since=2999-01-01', { headers })).json().items).toEqual([])
    expect((await ask('/v1/audit?action=nonsense', { headers })).status).toBe(400)
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await ask('/v1/audit', { method, headers })).status).toBe(405)
  })
})
