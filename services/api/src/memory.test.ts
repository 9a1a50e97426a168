import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

const article = 'a11111111111111111111111111111111'
const copy = 'a22222222222222222222222222222222'

/** A server that also knows a second revision of the example article. */
async function withRevision() {
  const line = await aServer()
  const [told] = line.events.filter(({ type }) => type === 'article.classified')
  if (!told) throw new Error('an example of every type is on file')
  const data = { ...(told.data as object), run: 9, revision: 2, title: 'Mayor takes it back' }
  await line.add([{ ...told, id: `e${'1'.repeat(32)}`, data }])
  return line
}

describe('revisions', () => {
  it('are given with their texts, and with what became of them', async () => {
    const { ask } = await withRevision()
    const first = (await ask(`/v1/articles/${article}/revisions/1`)).json()
    expect(first).toMatchObject({ revision: 1, text: expect.stringContaining('tram line'), title: expect.any(String) })
    const diff = (await ask(`/v1/articles/${article}/revisions/2/diff`)).json()
    expect(diff).toMatchObject({
      ...{ from: { revision: 1 }, to: { revision: 2, title: 'Mayor takes it back' }, by: 'words' },
      ...{ words: { added: 0, removed: 0 }, parts: [{ is: 'same' }] },
    })
    expect((await ask(`/v1/articles/${article}/revisions/2/diff?from=1`)).json()).toEqual(diff)
  })

  it.each([
    ['revisions/3', 404, 'no revision 3'],
    ['revisions/1/diff', 404, 'before 1'],
    ['revisions/2/diff?from=7', 404, 'no revision 7'],
    ['revisions/0', 400, undefined],
    ['revisions/x', 400, undefined],
    ['revisions/2/diff?to=1', 400, undefined],
  ])('%s is refused: %i', async (path, status, detail) => {
    const { ask } = await withRevision()
    const answer = await ask(`/v1/articles/${article}/${path}`)
    expect(answer.status).toBe(status)
    if (detail !== undefined) expect(answer.json().detail).toContain(detail)
  })
})

it('tells which passages of a copy stand in what it repeats, and of an article that took nothing that there are none', async () => {
  const { ask } = await aServer()
  const repeated = (await ask(`/v1/articles/${copy}/passages`)).json()
  const [source] = repeated.sources as { articleId: string; passages: Record<string, number>[] }[]
  expect(source).toMatchObject({
    articleId: article,
    relation: expect.stringMatching(/exact|near/),
    share: expect.any(Number),
  })
  const text = (await ask(`/v1/articles/${copy}`)).json().text as string
  const sourceText = (await ask(`/v1/articles/${article}`)).json().text as string
  for (const { start, end, sourceStart, sourceEnd } of source?.passages ?? [])
    expect(text.slice(start, end)).toBe(sourceText.slice(sourceStart, sourceEnd))
  expect(source?.passages).toHaveLength(1)
  expect((await ask(`/v1/articles/${article}/passages`)).json()).toEqual({
    articleId: article,
    revision: 1,
    sources: [],
  })
  expect((await ask(`/v1/articles/a${'0'.repeat(32)}/passages`)).status).toBe(404)
})

describe('topics over time', () => {
  it('tell who stood where at an instant or on a day', async () => {
    const { ask } = await aServer()
    const at = async (moment: string) =>
      (await ask(`/v1/topics/tram-line/positions?at=${moment}`)).json().items.map(({ name }) => name)
    expect(await at('2026-03-03T09:14:59Z')).toEqual([])
    expect(await at('2026-03-02')).toEqual([])
    expect(await at('2026-03-03')).toContain('Ida Holm')
    expect((await ask('/v1/topics/tram-line/positions?at=yesterday')).status).toBe(400)
  })

  it('give statements by how the words came, with where they stand', async () => {
    const { ask } = await aServer()
    const all = (await ask('/v1/topics/tram-line/statements')).json().items
    expect(all).toMatchObject([
      { attribution: 'headline', start: null, end: null },
      { start: 34, end: 80, revision: 1 },
    ])
    const headlines = (await ask('/v1/topics/tram-line/statements?attribution=headline')).json().items
    expect(headlines).toEqual([all[0]])
    expect((await ask('/v1/topics/tram-line/statements?attribution=whispered')).status).toBe(400)
  })

  it('are counted by stretch of time, and by who speaks and prints', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/topics/tram-line/timeline?by=week')).json().items).toEqual([
      { from: '2026-03-02', stances: { support: { statements: 2, holders: 1, articles: 1 } } },
    ])
    expect((await ask('/v1/topics/tram-line/timeline?by=hour')).status).toBe(400)
    expect((await ask('/v1/topics/tram-line/timeline?limit=1001')).status).toBe(400)
    expect((await ask('/v1/topics/tram-line/summary?by=outlet')).json().items).toEqual([
      {
        ...{ name: 'Harbour Courier', holders: 1, statements: 2 },
        stances: { support: { holders: 1, statements: 2 } },
      },
    ])
    expect((await ask('/v1/topics/tram-line/summary')).status).toBe(400)
  })
})

describe('outlets and holders', () => {
  it('are listed, with who copied whom', async () => {
    const { ask } = await aServer()
    const outlets = (await ask('/v1/outlets')).json()
    expect(outlets).toMatchObject({ since: expect.any(String), until: expect.any(String), next: null })
    expect(outlets.items.length).toBeGreaterThan(0)
    expect(outlets.items[0]).toMatchObject({ articles: expect.any(Number), firstAt: expect.any(String) })
    expect((await ask('/v1/outlets?since=2020-01-01&until=2020-02-01')).json().items).toEqual([])
    expect((await ask('/v1/outlets/copies')).json()).toMatchObject({ items: expect.any(Array) })
    expect((await ask('/v1/outlets/copies?limit=0')).status).toBe(400)
    expect((await ask('/v1/outlets?cursor=x')).status).toBe(400)
  })

  it('are found by name', async () => {
    const { ask } = await aServer()
    const [holder] = (await ask('/v1/holders?search=ida&topic=tram-line&type=person')).json().items
    expect(holder).toMatchObject({ name: 'Ida Holm', aka: expect.any(Array), lastAt: '2026-03-03T09:15:00.000Z' })
    expect(holder).not.toHaveProperty('folded')
    expect((await ask('/v1/holders?search=nobody')).json()).toEqual({ items: [], next: null })
  })
})
