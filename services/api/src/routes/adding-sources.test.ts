import { defaultLimits } from '@stancewire/config'
import { findAudit } from '@stancewire/read-model'
import { type Pause, untouchedFeed } from '@stancewire/storage'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { awayLine } from '../../test/away-line.ts'
import { openFeedDesk } from '../feeds/feed-desk.ts'
import type { Pausing } from '../pausing.ts'
import { openAddedDesk } from '../sources/added-desk.ts'

const paper = { id: 'paper', url: 'https://paper.example/rss' }
const reason = { by: 'ida', reason: 'moving', since: '2026-03-03T09:00:00.000Z', until: null }
const paused = new Map<string, Pause>()
const resumed: string[] = []
const there = {
  sources: [{ id: 'set', url: 'https://ida:secret@set.example/rss', everySeconds: 60 }],
  readFeeds: async (ids: readonly string[]) => ids.map(() => untouchedFeed),
  pausing: {
    of: async (some) => some.map(({ name }) => paused.get(name)),
    isHeld: async ({ name }) => paused.has(name),
    resume: async ({ name }) => {
      resumed.push(name)
      const pause = paused.get(name)
      paused.delete(name)
      return pause ?? null
    },
  } as Pick<Pausing, 'of' | 'isHeld' | 'resume'> as Pausing,
}

async function aDesk(given: Parameters<typeof aServer>[0] = there) {
  const feedDesk = openFeedDesk(defaultLimits, { pausing: there.pausing })
  onTestFinished(() => feedDesk[Symbol.asyncDispose]())
  const server = await aServer({ ...given, feedDesk })
  const who = await server.as('operate')
  const headers = { ...who, 'content-type': 'application/json' }
  return {
    ...server,
    add: (body: unknown) => server.ask('/v1/sources', { method: 'POST', headers, body: JSON.stringify(body) }),
    remove: (id: string) => server.ask(`/v1/sources/${id}`, { method: 'DELETE', headers: who }),
    async audit() {
      return (await findAudit(server.database, {}, { limit: 20 })).items.map(({ action, filter, affected, who }) => ({
        ...{ action, filter, affected, who },
      }))
    },
  }
}

describe('adding a source', () => {
  it('keeps it, tells of it, and is noted', async () => {
    const { add, ask, audit } = await aDesk()
    const answer = await add({ ...paper, url: 'https://ida:secret@paper.example/rss', outlet: ' The Paper ' })
    expect(answer.status).toBe(200)
    const told = { ...paper, outlet: 'The Paper', everySeconds: 300, from: 'added', state: 'new' }
    expect(answer.json()).toMatchObject({ ...told, added: { by: 'operate-1', at: expect.any(String) } })
    expect((await ask('/v1/sources')).json().items).toMatchObject([told, { id: 'set', from: 'settings' }])
    expect(await audit()).toEqual([
      {
        ...{ action: 'source.add', affected: 1, who: 'operate-1' },
        filter: { ...paper, outlet: 'The Paper', everySeconds: 300 },
      },
    ])
  })

  it('is refused where its id or its address is taken, and says by whom', async () => {
    const { add, audit } = await aDesk()
    await add(paper)
    const details = []
    for (const body of [
      { ...paper, url: 'https://other.example/rss' },
      { id: 'set', url: 'https://other.example/rss' },
      { id: 'other', url: 'https://PAPER.example:443/rss#top' },
      { id: 'other', url: 'https://set.example/rss' },
    ]) {
      const answer = await add(body)
      expect(answer.status).toBe(409)
      details.push(answer.json().detail)
    }
    expect(details).toEqual([
      'a source is called paper already, added: take another id',
      'a source is called set already, in stancewire.yaml: take another id',
      'paper polls this address already',
      'set polls this address already',
    ])
    expect(await audit()).toHaveLength(1)
  })

  it.each([
    'http://127.0.0.1/rss',
    'http://10.0.0.8/',
    'http://[::1]:8080/',
    'http://169.254.169.254/latest',
    'http://0x7f.1/',
  ])('of %s is refused by the guard, with what to do', async (url) => {
    const answer = await (await aDesk()).add({ id: 'inside', url })
    expect(answer.status).toBe(400)
    expect(answer.json().detail).toMatch(/is not a public address; set limits.fetch.allowPrivate/)
  })

  it.each([
    [{ id: 'Paper' }],
    [{ id: '../x' }],
    [{ id: 'x'.repeat(121) }],
    [{ url: 'javascript:alert(1)' }],
    [{ url: 'file:///etc/passwd' }],
    [{ url: `https://paper.example/${'x'.repeat(2_000)}` }],
    [{ everySeconds: 0.1 }],
    [{ everySeconds: 1e9 }],
    [{ outlet: 'x'.repeat(121) }],
    [{ more: 1 }],
  ])('with %j breaks the contract', async (part) => {
    const { add, ask } = await aDesk()
    expect((await add({ ...paper, ...part })).status).toBe(400)
    expect((await ask('/v1/sources?from=added')).json().items).toEqual([])
  })

  it('needs the role operate', async () => {
    const { ask, as } = await aDesk()
    for (const path of ['/v1/sources', '/v1/sources/test', '/v1/sources/discover']) {
      const sent = { method: 'POST', body: JSON.stringify(paper) }
      const type = { 'content-type': 'application/json' }
      expect((await ask(path, { ...sent, headers: type })).status).toBe(401)
      expect((await ask(path, { ...sent, headers: { ...type, ...(await as('submit')) } })).status).toBe(403)
    }
  })

  it('is answered 503 while Redis is away, and not noted', async () => {
    const { add, audit } = await aDesk({ added: openAddedDesk(awayLine, { prefix: '{t}' }) })
    expect((await add(paper)).status).toBe(503)
    expect(await audit()).toEqual([])
  })
})

describe('looking at a feed', () => {
  it.each(['test', 'discover'])('whose host is paused is refused, with what to do: %s', async (look) => {
    const { ask, as } = await aDesk()
    paused.set('paper.example', { kind: 'host', name: 'paper.example', ...reason })
    onTestFinished(() => void paused.delete('paper.example'))
    const headers = { ...(await as('operate')), 'content-type': 'application/json' }
    const body = JSON.stringify({ url: 'https://www.paper.example/rss' })
    const answer = await ask(`/v1/sources/${look}`, { method: 'POST', headers, body })
    expect(answer.status).toBe(409)
    expect(answer.json().detail).toBe('paper.example is paused by ida (moving): resume it first')
  })

  it('is answered 503 while Redis is away', async () => {
    const { ask, as } = await aDesk({})
    const headers = { ...(await as('operate')), 'content-type': 'application/json' }
    const body = JSON.stringify({ url: paper.url })
    expect((await ask('/v1/sources/test', { method: 'POST', headers, body })).status).toBe(503)
  })
})

describe('removing a source', () => {
  it('that was added ends it, and is noted', async () => {
    const { add, remove, ask, audit } = await aDesk()
    await add(paper)
    expect((await remove('paper')).json()).toEqual({ removed: true, ...paper })
    expect(resumed).not.toContain('paper')
    expect((await ask('/v1/sources/paper')).status).toBe(404)
    expect((await remove('paper')).status).toBe(404)
    expect((await audit()).map(({ action }) => action)).toEqual(['source.remove', 'source.add'])
    expect((await audit())[0]).toMatchObject({ action: 'source.remove', filter: paper, affected: 1 })
  })

  it('that is paused ends its pause first, which is noted', async () => {
    const { add, remove, audit } = await aDesk()
    await add(paper)
    paused.set('paper', { kind: 'source', name: 'paper', ...reason })
    await remove('paper')
    expect(resumed).toContain('paper')
    expect(await audit()).toMatchObject([
      { action: 'source.remove', who: 'operate-1' },
      { action: 'source.resume', filter: { name: 'paper' }, affected: 1, who: 'operate-1' },
      { action: 'source.add' },
    ])
  })

  it('of the settings is refused, with what to do', async () => {
    const answer = await (await aDesk()).remove('set')
    expect(answer.status).toBe(409)
    expect(answer.json().detail).toMatch(/stands in stancewire.yaml: take it out there/)
  })
})
