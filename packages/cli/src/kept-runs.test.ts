import { type FetchedPage, messageVersion, type ParsedArticle } from '@stancewire/contracts'
import { openMemoryBodies, type RunState } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { keptRuns, lookAt } from './kept-runs.ts'

const urlId = `u${'1'.repeat(32)}`
const sinceMs = Date.parse('2024-02-27T00:00:00Z')
const page: FetchedPage = {
  v: messageVersion,
  urlId,
  run: 1,
  url: 'https://www.news.example/a',
  finalUrl: 'https://www.news.example/a',
  media: 'html',
  outlet: 'The News',
  fetchedAt: '2024-02-27T12:00:00.000Z',
  hint: { title: 'A title', publishedAt: null },
}
const parsed: ParsedArticle = {
  v: messageVersion,
  urlId,
  run: 1,
  url: 'text:abc',
  article: {
    articleId: `a${'1'.repeat(32)}`,
    title: 'The title',
    outlet: null,
    authors: [],
    publishedAt: '2024-02-26',
    modifiedAt: null,
    fetchedAt: page.fetchedAt,
    language: 'en',
    kind: 'article',
    topics: [{ id: 'rain-tax', relevance: 1 }],
  },
}

/** A store with this run kept, and where the URL stands. */
async function aStore({ latest = 1, state = { is: 'ended', by: 'article.classified' } as RunState } = {}) {
  const bodies = openMemoryBodies()
  await bodies.write({ urlId, run: 1, kind: 'fetched' }, JSON.stringify(page))
  await bodies.write({ urlId, run: 1, kind: 'parsed' }, JSON.stringify(parsed))
  return { bodies, runs: { latest: async () => latest, state: async () => state } }
}
const ref = { urlId, run: 1 }

describe('kept runs', () => {
  it('are the newest of each URL that have what the stage begins with, oldest first', async () => {
    const { bodies } = await aStore()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const other = `u${'2'.repeat(32)}`
    await bodies.write({ urlId: other, run: 3, kind: 'fetched' }, 'x')
    await bodies.write({ urlId: other, run: 2, kind: 'fetched' }, 'x')
    await bodies.write({ urlId: `u${'3'.repeat(32)}`, run: 1, kind: 'page' }, 'x')
    expect(await keptRuns(bodies, 'parse', 0)).toEqual([ref, { urlId: other, run: 3 }])
    expect(await keptRuns(bodies, 'classify-stance', 0)).toEqual([ref])
    expect(await keptRuns(bodies, 'parse', Date.now() + 1_000)).toEqual([])
  })
})

describe('a look at a kept run', () => {
  it('gives a request with all that a fetch would need, should its page be lost', async () => {
    const found = await lookAt(await aStore(), ref, { stage: 'parse', sinceMs })
    const { url, outlet, hint } = page
    expect(found).toMatchObject({
      is: 'request',
      request: { ...ref, stage: 'parse', url, outlet, hint, host: 'news.example', sourceId: null },
    })
  })

  it('knows where a local text waits', async () => {
    const found = await lookAt(await aStore(), ref, { stage: 'deduplicate', sinceMs })
    const hint = { title: 'The title', publishedAt: '2024-02-26' }
    expect(found).toMatchObject({ is: 'request', request: { url: 'text:abc', host: 'text:', hint } })
  })

  it('leaves out what was fetched before, though it was kept again since', async () => {
    const asked = { stage: 'parse', sinceMs: Date.parse('2024-02-28') } as const
    expect(await lookAt(await aStore(), ref, asked)).toEqual({ is: 'older' })
  })

  it.each([
    ['newer', { latest: 2 }, 'parse'],
    ['running', { state: { is: 'running' } as RunState }, 'parse'],
    ['unknown', { latest: 0, state: { is: 'unknown' } as RunState }, 'deduplicate'],
    ['duplicate', { state: { is: 'ended', by: 'article.duplicated' } as RunState }, 'classify-stance'],
    ['unjudged', { state: { is: 'ended', by: 'url.failed' } as RunState }, 'classify-stance'],
  ] as const)('skips one as %s', async (why, standing, stage) => {
    expect(await lookAt(await aStore(standing), ref, { stage, sinceMs })).toEqual({ is: 'skipped', why })
  })

  it('takes copies and failed runs from DEDUPLICATE, where they are judged', async () => {
    for (const by of ['article.duplicated', 'url.failed']) {
      const store = await aStore({ state: { is: 'ended', by } })
      expect(await lookAt(store, ref, { stage: 'deduplicate', sinceMs })).toMatchObject({ is: 'request' })
    }
  })

  it.each([undefined, '', '{"v":1,', '{"v":99}'])('skips one whose message is %j', async (text) => {
    const { bodies, runs } = await aStore()
    if (text === undefined) await bodies.drop({ ...ref, kind: 'parsed' })
    else await bodies.write({ ...ref, kind: 'parsed' }, text)
    const skipped = { is: 'skipped', why: 'no-body' }
    expect(await lookAt({ bodies, runs }, ref, { stage: 'deduplicate', sinceMs })).toEqual(skipped)
  })
})
