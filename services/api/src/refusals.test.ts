import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'
import { awayLine } from '../test/away-line.ts'

const line = { ...awayLine, isThere: async () => true }

describe('what is refused', () => {
  it('says so in plain words, and where', async () => {
    const { ask } = await aServer()
    const errors = async (path: string) => (await ask(path)).json().errors
    expect(await errors('/v1/articles?limit=1&limit=2')).toEqual([
      { at: 'querystring/limit', detail: 'it is given twice' },
    ])
    expect(await errors('/v1/articles?lmit=1')).toEqual([
      { at: 'querystring/lmit', detail: 'nothing of this name is taken here' },
    ])
    expect(await errors('/v1/articles/x')).toEqual([
      { at: 'params/articleId', detail: expect.stringContaining('expected the id of an article') },
    ])
    expect(await errors('/v1/topics/tram-line/statements?holder=Macron')).toEqual([
      { at: 'querystring/holder', detail: expect.stringContaining('/v1/holders?search=') },
    ])
  })

  it('says of a body what it should have been', async () => {
    const { ask, as } = await aServer({ line })
    const headers = { ...(await as('operate')), 'content-type': 'application/json' }
    const put = (body: string, type = 'application/json') =>
      ask('/v1/pauses/stage/fetch', { method: 'PUT', headers: { ...headers, 'content-type': type }, body })
    const text = await put('{}', 'text/plain')
    expect(text.status).toBe(415)
    expect(text.json().detail).toContain('application/json')
    const broken = await put('{"reason": ')
    expect(broken.status).toBe(400)
    expect(broken.json().detail).toMatch(/^the body is no JSON/)
    const empty = await put('')
    expect(empty.status).toBe(400)
    expect(empty.json().detail).toMatch(/^the body is empty/)
    const large = await put(JSON.stringify({ reason: 'x'.repeat(1_100_000) }))
    expect(large.status).toBe(413)
    expect(large.json().detail).toContain('1,048,576 bytes')
  })

  it('is nothing where what takes no body has none, whatever its type', async () => {
    const { ask, as } = await aServer()
    const headers = { ...(await as('operate')), 'content-type': 'application/json' }
    const gone = { method: 'DELETE', headers }
    expect((await ask(`/v1/operations/o${'0'.repeat(32)}`, gone)).status).toBe(404)
    const told = { ...gone, headers: { ...headers, 'content-length': '0' } }
    expect((await ask(`/v1/operations/o${'0'.repeat(32)}`, told)).status).toBe(404)
  })

  it('is a span that ends before it begins', async () => {
    const { ask } = await aServer()
    for (const path of [
      'articles',
      'runs',
      'failed',
      'runs/moving',
      'events',
      'outlets',
      'topics/tram-line/timeline',
    ]) {
      const answer = await ask(`/v1/${path}?since=2026-03-05&until=2026-03-01`)
      expect([path, answer.status]).toEqual([path, 400])
      expect(answer.json().detail).toBe('since comes after until: nothing lies between them')
    }
  })

  it('is a topic that nobody knows, with the ones that are', async () => {
    const { ask } = await aServer()
    for (const what of ['positions', 'positions/count', 'summary?by=outlet', 'timeline', 'statements', 'changes']) {
      const answer = await ask(`/v1/topics/nope/${what}`)
      expect([what, answer.status]).toEqual([what, 404])
      expect(answer.json().detail).toBe('no topic nope: they are tram-line')
    }
    for (const path of ['articles', 'stories', 'runs', 'holders', 'outlets', 'outlets/copies']) {
      const answer = await ask(`/v1/${path}?topic=nope`)
      expect([path, answer.status]).toEqual([path, 400])
      expect(answer.json().errors).toEqual([{ at: 'querystring/topic', detail: 'no topic nope: they are tram-line' }])
    }
  })

  it('is no topic that only the archive knows', async () => {
    const { ask, database } = await aServer()
    await database.db.updateTable('articleTopic').set({ topicId: 'harbour' }).execute()
    expect((await ask('/v1/articles?topic=harbour')).json().items).not.toEqual([])
    expect((await ask('/v1/topics/harbour/timeline')).status).toBe(200)
    expect((await ask('/v1/topics/nope/timeline')).json().detail).toBe('no topic nope: they are harbour, tram-line')
  })
})
