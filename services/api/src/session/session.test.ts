import { describe, expect, it } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { csrfHeader } from './session-cookie.ts'

const json = { 'content-type': 'application/json' }

/** A server, and somebody who is logged in there by a token of this role. */
async function aDesk({ role = 'operate' as const, host = '127.0.0.1', headers = {} } = {}) {
  const server = await aServer({ host })
  const { secret } = await server.tokens.issue({ name: 'desk', role, expiresMs: null })
  const logIn = (token: string, more: Record<string, string> = headers) =>
    server.ask('/v1/session', { method: 'POST', headers: { ...json, ...more }, body: JSON.stringify({ token }) })
  const answer = await logIn(secret)
  const given = String(answer.headers['set-cookie'])
  const cookie = given.split(';')[0] ?? ''
  const csrf = String(answer.json().csrf)
  const cancel = (more: Record<string, string>) => server.ask('/v1/operations/o1', { method: 'DELETE', headers: more })
  return { ...server, secret, logIn, answer, given, cookie, csrf, cancel }
}

describe('logging in', () => {
  it('with a token gives a cookie that no script reads and no other site sends, and says who one is', async () => {
    const { answer, given, secret, ask, cookie } = await aDesk()
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect(answer.json()).toMatchObject({ name: 'desk', role: 'operate', csrf: expect.stringMatching(/^[\w-]{43}$/) })
    const hoursLeft = (Date.parse(String(answer.json().expiresAt)) - Date.now()) / 3_600_000
    expect(hoursLeft).toBeCloseTo(12, 1)
    const attributes = given.split('; ').slice(1)
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']))
    expect(given).toMatch(/Max-Age=43(?:200|199)/)
    expect(given).not.toContain('Secure')
    expect(given + answer.text).not.toContain(secret.slice(4))
    const seen = await ask('/v1/session', { headers: { cookie } })
    expect(seen.json()).toEqual(answer.json())
    expect(answer.text).not.toContain(cookie.split('=')[1])
  })

  it.each([{ 'x-forwarded-proto': 'https' }, { forwarded: 'for=1.2.3.4;proto=https' }])(
    'over https (%j) gives a cookie for https only',
    async (headers) => {
      expect((await aDesk({ headers: headers as never })).given).toContain('; Secure')
    },
  )

  it.each(['', 'stw_x', `stw_${'A'.repeat(43)}`])('with %j is refused, and gives no cookie', async (wrong) => {
    const { logIn } = await aDesk()
    const refused = await logIn(wrong)
    expect([400, 401]).toContain(refused.status)
    expect(refused.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8' })
    expect(refused.headers['set-cookie']).toBeUndefined()
  })

  it('with wrong tokens again and again is slowed down, and lets the right one in', async () => {
    const { logIn, secret } = await aDesk()
    for (let tries = 0; tries < 30; tries++) await logIn('stw_wrong')
    const slowed = await logIn('stw_wrong')
    expect(slowed).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } })
    expect((await logIn(secret)).status).toBe(200)
  })

  it('is counted among the requests of an address', async () => {
    const server = await aServer({ requestsPerMinute: 3 })
    const statuses = []
    for (let count = 0; count < 5; count++)
      statuses.push((await server.ask('/v1/session', { method: 'POST', headers: json, body: '{"token":"x"}' })).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
  })

  it('is not done by a page of another site, nor with a token of the cookie’s kind', async () => {
    const { logIn, secret, cookie } = await aDesk()
    expect((await logIn(secret, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await logIn(secret, { 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await logIn(cookie.split('=')[1] ?? '')).status).toBe(401)
  })
})

describe('whoever is logged in', () => {
  it('may do what the token may, and is who the token is in the audit', async () => {
    const { ask, cookie, csrf, database } = await aDesk()
    const headers = { cookie, [csrfHeader]: csrf }
    expect((await ask('/v1/audit', { headers })).status).toBe(403)
    expect((await ask('/v1/failed/export', { headers })).status).toBe(200)
    const notes = await database.db.selectFrom('audit').selectAll().execute()
    expect(notes).toMatchObject([{ action: 'session.open' }, { who: 'desk', action: 'failed.export' }])
  })

  it('changes something only with what the page was told, of this very session', async () => {
    const { cancel, cookie, csrf, logIn, secret } = await aDesk()
    const another = String((await logIn(secret)).json().csrf)
    expect((await cancel({ cookie })).status).toBe(403)
    for (const wrong of ['', 'undefined', another, csrf.slice(1), `${csrf} `.repeat(2)])
      expect((await cancel({ cookie, [csrfHeader]: wrong })).status, wrong).toBe(403)
    expect((await cancel({ cookie, [csrfHeader]: csrf })).status).not.toBe(403)
    expect((await cancel({ authorization: `Bearer ${secret}` })).status).not.toBe(403)
  })

  it('is nobody where another site’s page made the browser ask, at another port of this machine neither', async () => {
    const { ask, cookie, cancel, csrf } = await aDesk()
    for (const from of [
      { origin: 'https://elsewhere.example' },
      { origin: 'http://127.0.0.1:9' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      expect((await ask('/v1/articles', { headers: { cookie, ...from } })).status).toBe(403)
      expect((await cancel({ cookie, [csrfHeader]: csrf, ...from })).status).toBe(403)
    }
    expect((await ask('/v1/articles', { headers: { cookie, host: 'news.example' } })).status).toBe(421)
    const proxied = { cookie, host: 'news.example', 'x-forwarded-for': '203.0.113.9' }
    expect((await ask('/v1/articles', { headers: proxied })).status).toBe(200)
  })

  it('is known beyond this machine too, where nobody else is', async () => {
    const { ask, cookie } = await aDesk({ host: '0.0.0.0' })
    expect((await ask('/v1/session')).status).toBe(401)
    expect((await ask('/v1/session', { headers: { cookie } })).json()).toMatchObject({ name: 'desk' })
  })

  it('is logged out by their own word, and the cookie goes', async () => {
    const { ask, cookie, csrf, cancel } = await aDesk()
    expect((await ask('/v1/session', { method: 'DELETE', headers: { cookie } })).status).toBe(403)
    const out = await ask('/v1/session', { method: 'DELETE', headers: { cookie, [csrfHeader]: csrf } })
    expect(out.json()).toEqual({ ended: true })
    expect(String(out.headers['set-cookie'])).toMatch(/^stancewire_session=;.*Max-Age=0/)
    expect((await ask('/v1/session', { headers: { cookie } })).status).toBe(401)
    expect((await cancel({ cookie, [csrfHeader]: csrf })).status).toBe(401)
  })

  it('and logs in again is logged out of what went before', async () => {
    const { ask, cookie, logIn, secret, tokens } = await aDesk()
    expect((await ask('/v1/articles', { headers: { cookie } })).status).toBe(200)
    expect((await logIn('stw_wrong', { cookie })).status).toBe(401)
    expect((await ask('/v1/articles', { headers: { cookie } })).status).toBe(200)
    const other = await tokens.issue({ name: 'night-desk', role: 'read', expiresMs: null })
    const again = String((await logIn(other.secret, { cookie })).headers['set-cookie']).split(';')[0] ?? ''
    expect((await ask('/v1/articles', { headers: { cookie } })).status).toBe(401)
    expect((await ask('/v1/session', { headers: { cookie: again } })).json()).toMatchObject({ name: 'night-desk' })
    // Another browser is none of this one's business.
    await logIn(secret)
    expect((await ask('/v1/articles', { headers: { cookie: again } })).status).toBe(200)
  })

  it('comes and goes by the audit', async () => {
    const { ask, cookie, csrf, logIn, secret, database } = await aDesk()
    await logIn('stw_wrong')
    const again = await logIn(secret, { cookie })
    const headers = { cookie: String(again.headers['set-cookie']).split(';')[0] ?? '' }
    await ask('/v1/session', { method: 'DELETE', headers: { ...headers, [csrfHeader]: csrf } })
    await ask('/v1/session', { method: 'DELETE', headers: { ...headers, [csrfHeader]: String(again.json().csrf) } })
    const notes = await database.db.selectFrom('audit').select(['who', 'action', 'filter']).orderBy('id').execute()
    expect(notes).toEqual([
      { who: 'desk', action: 'session.open', filter: '{}' },
      { who: 'desk', action: 'session.close', filter: '{"for":"another login"}' },
      { who: 'desk', action: 'session.open', filter: '{}' },
      { who: 'desk', action: 'session.close', filter: '{}' },
    ])
    expect(JSON.stringify(notes)).not.toContain('sws_')
  })

  it('is refused two seconds after the token was revoked, and the cookie goes', async () => {
    const { ask, cookie, tokens } = await aDesk()
    await ask('/v1/articles', { headers: { cookie } })
    await tokens.revoke('desk')
    await expect
      .poll(async () => (await ask('/v1/articles', { headers: { cookie } })).status, { timeout: 4_000 })
      .toBe(401)
    const refused = await ask('/v1/articles', { headers: { cookie } })
    expect(String(refused.headers['set-cookie'])).toMatch(/^stancewire_session=;/)
  })

  it('is cut off from what goes on when the token is revoked', async () => {
    const { port, cookie, tokens } = await aDesk()
    const response = await fetch(`http://127.0.0.1:${port}/v1/events`, {
      headers: { accept: 'text/event-stream', cookie },
    })
    expect(response.status).toBe(200)
    await tokens.revoke('desk')
    const beganMs = performance.now()
    await expect(
      (async () => {
        for await (const _ of response.body ?? []);
      })(),
    ).rejects.toThrow()
    expect(performance.now() - beganMs).toBeLessThan(6_000)
  }, 10_000)
})

describe('whoever is not logged in', () => {
  it('is told who they are on this machine', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/session')).json()).toEqual({
      ...{ name: 'loopback', role: 'read', csrf: null, expiresAt: null },
    })
    expect((await ask('/v1/session', { method: 'DELETE' })).json()).toEqual({ ended: false })
  })

  it.each(['x', `sws_${'A'.repeat(43)}`, `stw_${'A'.repeat(43)}`])(
    'and shows the cookie %s is told so, and loses it',
    async (secret) => {
      const { ask } = await aServer()
      const refused = await ask('/v1/articles', { headers: { cookie: `stancewire_session=${secret}` } })
      expect(refused).toMatchObject({ status: 401 })
      expect(String(refused.headers['set-cookie'])).toMatch(/^stancewire_session=;/)
    },
  )
})
