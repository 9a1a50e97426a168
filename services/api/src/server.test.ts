import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

describe('the API', () => {
  it('finds articles, and gives one whole', async () => {
    const { ask } = await aServer()
    const found = await ask('/v1/articles?search=trams&topic=tram-line&limit=1')
    expect(found.status).toBe(200)
    const [article] = found.json().items
    expect(article).toMatchObject({ title: expect.any(String), authors: expect.any(Array) })
    const whole = (await ask('/v1/articles/a11111111111111111111111111111111')).json()
    expect(whole).toMatchObject({ outlet: 'Harbour Courier', text: expect.stringContaining('tram line'), revision: 1 })
    expect(whole.statements[0]).toMatchObject({ holder: 'Ida Holm', stance: 'support', start: 34, end: 80 })
    expect(whole.topics).toMatchObject([{ topicId: 'tram-line', articleStance: 'neutral' }])
  })

  it('gives every article once over the pages of a list', async () => {
    const { ask } = await aServer()
    const all = (await ask('/v1/articles')).json().items
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: readonly Readonly<Record<string, string>>[]; next: string | null } = (
        await ask(`/v1/articles?limit=1${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()
      ids.push(...page.items.map(({ articleId = '' }) => articleId))
      cursor = page.next
    }
    expect(ids).toEqual(all.map(({ articleId }) => articleId))
  })

  it('tells of topics, who stands where on them, and who said what', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/topics')).json().items).toMatchObject([
      { id: 'tram-line', holders: [{ stance: 'support', holders: 1 }] },
    ])
    const [position] = (await ask('/v1/topics/tram-line/positions?stance=support')).json().items
    expect(position).toMatchObject({ name: 'Ida Holm', quote: expect.stringContaining('tram line'), outlets: 1 })
    expect((await ask('/v1/topics/tram-line/positions?stance=oppose')).json()).toEqual({ items: [], next: null })
    const said = (await ask(`/v1/topics/tram-line/statements?holder=${position?.holderId}`)).json().items
    expect(said.length).toBeGreaterThan(0)
    expect((await ask(`/v1/holders/${position?.holderId}`)).json()).toMatchObject({
      name: 'Ida Holm',
      standings: [{ stance: 'support' }],
    })
  })

  it('tells of stories, runs and what happened to a URL', async () => {
    const { ask } = await aServer()
    const [story] = (await ask('/v1/stories?topic=tram-line')).json().items
    expect((await ask(`/v1/stories/${story?.storyId}`)).json().articles.length).toBeGreaterThan(0)
    const [run] = (await ask('/v1/runs?endedBy=url.failed')).json().items
    expect(run).toMatchObject({ endedBy: 'url.failed', stage: expect.any(String), errorName: expect.any(String) })
    expect((await ask(`/v1/urls/${run?.urlId}/trace`)).json().items).toMatchObject([{ run: run?.run, reason: 'error' }])
  })

  it('gives events in their order, from any of them on, and one by its id', async () => {
    const { ask, events } = await aServer()
    const read = await ask('/v1/events')
    expect(read.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
    const all = read.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(all).toEqual(events)
    const rest = await ask(`/v1/events?after=${all[2].id}&limit=2`)
    expect(
      rest.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(events.slice(3, 5))
    const typed = await ask('/v1/events?type=url.failed,url.stopped')
    expect(
      typed.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).type)
        .sort(),
    ).toEqual(['url.failed', 'url.stopped'])
    expect((await ask(`/v1/events/${all[0].id}`)).json()).toEqual(events[0])
  })

  it('gives the newest events first, a page at a time', async () => {
    const { ask, events } = await aServer()
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await ask(`/v1/events/newest?limit=4${cursor ? `&cursor=${cursor}` : ''}`)).json()
      ids.push(...page.items.map(({ id = '' }) => id))
      cursor = page.next
    }
    const inOrder = (await ask('/v1/events')).text.trim().split('\n')
    expect(ids).toEqual(inOrder.map((line) => JSON.parse(line).id).reverse())
    expect(ids.length).toBeGreaterThanOrEqual(events.length)
    const stopped = (await ask('/v1/events/newest?type=url.stopped,url.failed')).json().items
    expect(stopped.map(({ type }) => type).sort()).toEqual(['url.failed', 'url.stopped'])
    expect((await ask('/v1/events/newest?after=e1')).status).toBe(400)
    expect((await ask('/v1/events/newest?cursor=nothing')).status).toBe(400)
  })

  it('tells in lists which stances are taken in an article, and who was first in a story', async () => {
    const { ask } = await aServer()
    const { items } = (await ask('/v1/articles?stance=support&topic=tram-line')).json()
    expect(items).toMatchObject([{ stances: [{ stance: 'support', holders: 1 }] }])
    expect((await ask('/v1/articles?stance=oppose')).json().items).toEqual([])
    expect((await ask('/v1/articles?stance=neutral')).status).toBe(400)
    const [story] = (await ask('/v1/stories')).json().items
    const { articles } = (await ask(`/v1/stories/${story?.storyId}`)).json()
    expect(story).toMatchObject({ articleCount: articles.length, first: { articleId: articles[0]?.articleId } })
  })

  it('says whether it lives and can answer, also while the line is away', async () => {
    const { ask, database } = await aServer()
    expect((await ask('/livez')).json()).toEqual({ status: 'ok' })
    expect((await ask('/readyz')).json()).toEqual({ status: 'ok', line: 'away' })
    await database.db.schema.dropTable('archive_state').execute()
    await expect.poll(async () => (await ask('/readyz')).status, { timeout: 5_000 }).toBe(503)
    expect((await ask('/livez')).status).toBe(200)
  })

  it('answers with what has not changed only if it has', async () => {
    const { ask, add, events } = await aServer()
    const first = await ask('/v1/articles')
    const headers = { 'if-none-match': String(first.headers.etag) }
    expect(await ask('/v1/articles', { headers })).toMatchObject({ status: 304, text: '' })
    const [article] = events.filter(({ type }) => type === 'article.classified')
    const other = {
      ...article,
      id: `e${'0'.repeat(32)}`,
      data: { ...(article?.data as object), title: 'Another title', run: 2 },
    }
    await add([other as never])
    expect((await ask('/v1/articles', { headers })).status).toBe(200)
  })

  it('sends long answers in fewer bytes to who takes them so', async () => {
    const { ask } = await aServer()
    const plain = await ask('/v1/openapi.json')
    const packed = await ask('/v1/openapi.json', { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.text.length).toBeLessThan(plain.text.length / 2)
  })
})

describe('a problem', () => {
  it.each([
    ['an unknown parameter', '/v1/articles?colour=red', 400],
    ['a limit that is none', '/v1/articles?limit=many', 400],
    ['too large a limit', '/v1/articles?limit=100000', 400],
    ['a date that is none', '/v1/articles?since=yesterday', 400],
    ['a cursor from elsewhere', '/v1/articles?cursor=abc', 400],
    ['an id of another kind', '/v1/articles/u1', 400],
    ['a type that is none', '/v1/events?type=weather', 400],
    ['an end that is none', '/v1/runs?endedBy=nonsense', 400],
    ['a stage that is none', '/v1/runs?stage=nonsense', 400],
    ['an event that is not kept', `/v1/events?after=e${'9'.repeat(32)}`, 404],
    ['an article that is not there', `/v1/articles/a${'9'.repeat(32)}`, 404],
    ['a holder that is not there', `/v1/holders/h${'9'.repeat(32)}`, 404],
    ['a URL without a run', `/v1/urls/u${'9'.repeat(32)}/trace`, 404],
    ['a path that is none', '/v1/nowhere', 404],
    ['a path that is broken', '/v1/articles/%zz', 400],
  ])('is told for %s', async (_, path, status) => {
    const { ask } = await aServer()
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({ type: 'about:blank', status, title: expect.any(String) })
  })

  it('names what is wrong with a request, and where', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/articles?since=2026-03-01T10:00:00%2B01:00')).status).toBe(200)
    expect((await ask('/v1/articles?since=yesterday')).json().errors).toEqual([
      { at: 'querystring/since', detail: expect.stringContaining('an instant like') },
    ])
    const { errors } = (await ask('/v1/articles?limit=many')).json()
    expect(errors).toEqual([{ at: 'querystring/limit', detail: expect.any(String) }])
  })

  it('of our own is told to nobody', async () => {
    const { ask, database } = await aServer()
    await database.db.schema.dropTable('story').execute()
    const answer = await ask('/v1/stories')
    expect(answer.status).toBe(500)
    expect(answer.text).not.toMatch(/story|sql|table/i)
  })
})

describe('who may', () => {
  it('not change anything without a token', async () => {
    const { ask } = await aServer()
    expect(await ask('/v1/articles', { method: 'POST' })).toMatchObject({ status: 401 })
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect(await ask('/v1/articles', { method })).toMatchObject({ status: 405 })
  })

  it('not ask through a name that was pointed here', async () => {
    const { ask, port } = await aServer()
    expect(await ask('/v1/articles', { headers: { host: 'evil.example' } })).toMatchObject({ status: 421 })
    expect(await ask('/v1/articles', { headers: { host: `localhost:${port}` } })).toMatchObject({ status: 200 })
  })
})
