import { findAudit } from '@stancewire/read-model'
import type { Pause, Paused } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'
import type { Pausing } from './pausing.ts'

const source = {
  id: 'harbour',
  url: 'https://ida:secret@courier.example/rss',
  outlet: 'Harbour Courier',
  everySeconds: 60,
}
const nameOf = ({ kind, name }: Paused) => `${kind}/${name}`

/** Pauses as plain objects; `past` holds queues that another tool paused. */
function aPausing({ isFull = false } = {}) {
  const kept = new Map<string, Pause>()
  const past = new Set<string>()
  const pausing: Pausing = {
    all: async () => [...kept.values()],
    of: async (some) => some.map((each) => kept.get(nameOf(each))),
    async pause({ ends, ...wanted }) {
      if (isFull) return { is: 'full' }
      const at = ends && ('atMs' in ends ? ends.atMs : Date.now() + ends.inMs)
      const until = at === undefined ? null : new Date(at).toISOString()
      const pause = { ...wanted, since: '2026-03-03T09:00:00.000Z', until }
      kept.set(nameOf(wanted), pause)
      return { is: 'paused', pause }
    },
    isHeld: async (paused) => kept.has(nameOf(paused)) || past.has(nameOf(paused)),
    async resume(paused) {
      const pause = kept.get(nameOf(paused))
      kept.delete(nameOf(paused))
      past.delete(nameOf(paused))
      return pause ?? null
    },
  }
  return { pausing, past }
}

async function anOperated({ isFull = false } = {}) {
  const { pausing, past } = aPausing({ isFull })
  const server = await aServer({ pausing, sources: [source] })
  const operator = await server.as('operate')
  const as = (headers: Record<string, string>) => (method: string, path: string, body?: object) =>
    server.ask(`/v1/pauses${path}`, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const audit = async () => (await findAudit(server.database, {}, { limit: 50 })).items.reverse()
  return { database: server.database, tokens: server.tokens, ask: server.ask, past, call: as(operator), as, audit }
}

describe('pausing over HTTP', () => {
  it('tells who paused what, why and until when, and that it goes on', async () => {
    const { call, ask } = await anOperated()
    const made = await call('PUT', '/stage/parse', { reason: 'a new model', forSeconds: 3_600 })
    expect(made.status).toBe(200)
    expect(made.json()).toMatchObject({ kind: 'stage', name: 'parse', by: 'operate-1', reason: 'a new model' })
    expect(Date.parse(String(made.json().until)) - Date.now()).toBeGreaterThan(3_500_000)
    expect((await ask('/v1/pauses')).json().items).toEqual([made.json()])
    expect((await call('DELETE', '/stage/parse')).json()).toEqual({ resumed: true, pause: made.json() })
    expect((await call('DELETE', '/stage/parse')).json()).toEqual({ resumed: false, pause: null })
    expect((await ask('/v1/pauses')).json().items).toEqual([])
  })

  it('calls a host as its list is called, however it was named', async () => {
    const { call } = await anOperated()
    const made = await call('PUT', '/host/WWW.News.Example.co.uk', {
      reason: 'they asked',
      until: '2999-01-01T00:00:00+01:00',
    })
    expect(made.json()).toMatchObject({ kind: 'host', name: 'example.co.uk', until: '2998-12-31T23:00:00.000Z' })
    expect((await call('DELETE', '/host/example.co.uk')).json()).toMatchObject({ resumed: true })
  })

  it('pauses a source of the settings', async () => {
    const { call } = await anOperated()
    expect((await call('PUT', '/source/harbour', { reason: 'it is moving' })).json()).toMatchObject({ until: null })
  })

  it('sets a queue going that another tool paused, and says that no more is known of that', async () => {
    const { call, past } = await anOperated()
    past.add('stage/fetch')
    expect((await call('DELETE', '/stage/fetch')).json()).toEqual({ resumed: true, pause: null })
  })

  it('notes every change, and nothing that changed nothing', async () => {
    const { call, audit } = await anOperated()
    await call('PUT', '/stage/parse', { reason: 'a', forSeconds: 60 })
    await call('PUT', '/host/news.example', { reason: 'b' })
    await call('PUT', '/source/nowhere', { reason: 'c' })
    await call('DELETE', '/host/news.example')
    await call('DELETE', '/host/news.example')
    expect(await audit()).toMatchObject([
      { who: 'operate-1', action: 'stage.pause', filter: { name: 'parse', reason: 'a', forSeconds: 60 }, affected: 1 },
      { who: 'operate-1', action: 'host.pause', filter: { name: 'news.example', reason: 'b' } },
      { who: 'operate-1', action: 'host.resume', filter: { name: 'news.example' } },
    ])
  })

  it.each([
    ['a stage that is none', '/stage/brew', 404],
    ['a stage that is spelt otherwise', '/stage/Parse', 404],
    ['a source that the settings do not name', '/source/nowhere', 404],
    ['a host that can be none', '/host/a%20b', 404],
    ['local texts, which have no host', '/host/text%3A', 404],
    ['another kind of thing', '/topic/tram-line', 400],
    ['a name without end', `/host/${'x'.repeat(190)}${'%2e'.repeat(40)}`, 400],
  ])('refuses %s', async (_, path, status) => {
    const { call, audit } = await anOperated()
    expect((await call('PUT', path, { reason: 'x' })).status).toBe(status)
    expect((await call('DELETE', path)).status).toBe(status)
    expect(await audit()).toEqual([])
  })

  it.each([
    ['no reason', {}],
    ['a reason of spaces', { reason: '   ' }],
    ['a reason without end', { reason: 'x'.repeat(301) }],
    ['two ends', { reason: 'x', forSeconds: 60, until: '2999-01-01T00:00:00Z' }],
    ['an end that lies behind', { reason: 'x', until: '2001-01-01T00:00:00Z' }],
    ['an end without a zone', { reason: 'x', until: '2999-01-01T00:00:00' }],
    ['no time at all', { reason: 'x', forSeconds: 0 }],
    ['part of a second', { reason: 'x', forSeconds: 1.5 }],
    ['more than a year', { reason: 'x', forSeconds: 400 * 86_400 }],
    ['what nobody asked for', { reason: 'x', colour: 'red' }],
  ])('refuses %s', async (_, body) => {
    const { call, audit } = await anOperated()
    const answer = await call('PUT', '/stage/parse', body)
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(await audit()).toEqual([])
  })

  it('refuses a host that stands for nobody, and lets one go on that is held', async () => {
    const { call, audit } = await anOperated()
    for (const name of ['com', 'co.uk', 'github.io']) {
      const answer = await call('PUT', `/host/${name}`, { reason: 'x' })
      expect(answer.status).toBe(400)
      expect(answer.json().detail).toContain('anybody may have a name below')
    }
    expect((await call('DELETE', '/host/com')).json()).toEqual({ resumed: false, pause: null })
    expect(await audit()).toEqual([])
  })

  it('refuses more than a thousand', async () => {
    const { call } = await anOperated({ isFull: true })
    expect((await call('PUT', '/stage/parse', { reason: 'x' })).status).toBe(409)
  })

  it('is for operators; everybody may look', async () => {
    const { as, ask, tokens } = await anOperated()
    const { secret } = await tokens.issue({ name: 'submitter', role: 'submit', expiresMs: null })
    const submitter = { authorization: `Bearer ${secret}` }
    for (const [method, body] of [['PUT', { reason: 'x' }], ['DELETE']] as const) {
      expect((await as({})(method, '/stage/parse', body)).status).toBe(401)
      expect((await as(submitter)(method, '/stage/parse', body)).status).toBe(403)
    }
    expect((await ask('/v1/pauses')).status).toBe(200)
  })

  it('answers 503 while Redis is away, and notes nothing', async () => {
    const server = await aServer({ sources: [source] })
    const operator = await server.as('operate')
    const body = JSON.stringify({ reason: 'x' })
    const headers = { ...operator, 'content-type': 'application/json' }
    const asked = [
      server.ask('/v1/pauses'),
      server.ask('/v1/pauses/stage/parse', { method: 'PUT', headers, body }),
      server.ask('/v1/pauses/stage/parse', { method: 'DELETE', headers: operator }),
      server.ask('/v1/queues'),
    ]
    for (const answer of await Promise.all(asked)) expect(answer.status).toBe(503)
    expect((await findAudit(server.database, {}, { limit: 5 })).items).toEqual([])
  })
})
