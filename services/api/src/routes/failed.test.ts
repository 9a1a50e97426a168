import { type Database, findAudit } from '@stancewire/read-model'
import type { FailedJob } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import { aServer } from '../../test/a-server.ts'

const urlIdOf = (at: number) => `u${at.toString(16).padStart(32, '0')}`

/** So many failed runs, each a second after the one before. */
async function putFailed({ db }: Database, count: number, more = {}): Promise<void> {
  const failed = Array.from({ length: count }, (_, at) => ({
    ...{ urlId: urlIdOf(at + 1), run: 1, url: `https://news.example/${at + 1}`, host: 'news.example' },
    ...{ endedMs: 1_772_528_400_000 + at * 1_000, endedBy: 'url.failed', stage: 'fetch', reason: 'error' },
    ...{ detail: 'no answer', errorName: 'TimeoutError', attempts: 4, articleId: null },
    ...{ sourceId: null, discoveredMs: null, discardedMs: null, ...more },
  }))
  for (let at = 0; at < count; at += 500)
    await db
      .insertInto('run')
      .values(failed.slice(at, at + 500))
      .execute()
}

const here = 'host=news.example'
const audited = async (database: Database) => (await findAudit(database, {}, { limit: 50 })).items

describe('failed runs', () => {
  it('are found by a filter, the last first, and counted', async () => {
    const { ask, database } = await aServer()
    await putFailed(database, 3)
    const { items, next } = (await ask(`/v1/failed?${here}&limit=2`)).json()
    expect(items.map(({ url }) => url)).toEqual(['https://news.example/3', 'https://news.example/2'])
    expect((await ask(`/v1/failed?${here}&limit=2&cursor=${next}`)).json()).toMatchObject({
      items: [{ urlId: urlIdOf(1), run: 1, stage: 'fetch', cause: 'error', errorName: 'TimeoutError', attempts: 4 }],
      next: null,
    })
    const groups = [{ stage: 'fetch', cause: 'error', errorName: 'TimeoutError', count: 3 }]
    expect((await ask(`/v1/failed/count?${here}`)).json()).toEqual({ count: 3, isMore: false, groups })
    for (const id of [urlIdOf(2), `fetch-${urlIdOf(2)}-1`, `${urlIdOf(2)}-1`])
      expect((await ask(`/v1/failed?id=${id}`)).json().items, id).toMatchObject([{ urlId: urlIdOf(2) }])
    expect((await ask(`/v1/failed/count?id=parse-${urlIdOf(2)}-1`)).json()).toMatchObject({ count: 0 })
  })

  it.each([
    'colour=red',
    'stage=sleep',
    'cause=chance',
    'id=u1',
    `match=${'x'.repeat(201)}`,
    'match=',
    'since=yesterday',
    'cursor=x',
  ])('are not looked for by what nobody knows: %s', async (query) => {
    const { ask } = await aServer()
    expect((await ask(`/v1/failed?${query}`)).status).toBe(400)
    const isOfList = query.startsWith('cursor')
    if (!isOfList) expect((await ask(`/v1/failed/count?${query}`)).status).toBe(400)
  })

  it('tell no secrets', async () => {
    const { ask, as, database } = await aServer()
    const headers = await as('operate')
    await putFailed(database, 1, {
      url: 'https://ida:tram@news.example/1',
      detail: 'no answer from https://ida:tram@news.example/1',
    })
    for (const path of [`/v1/failed?${here}`, `/v1/failed/export?${here}`, `/v1/failed/export?${here}&format=csv`]) {
      const { text } = await ask(path, { headers })
      expect(text).toContain('https://***@news.example/1')
      expect(text).not.toContain('tram@')
    }
  })

  it('are shown with their job, as long as that is kept, and not at all while Redis is away', async () => {
    const stack = 'TimeoutError: no answer\n    at https://ida:tram@news.example/'
    const job: FailedJob = {
      ...{ id: 'fetch-x', stage: 'fetch' as const, ref: null, url: null, host: null, lane: 'live' as const },
      ...{ cause: 'error' as const, attempts: 4 },
      ...{ error: { name: 'TimeoutError', message: 'no answer', stack }, worker: 'mill:412', queuedAt: null },
      ...{ triedAt: null, failedAt: '2026-03-03T09:00:00.000Z', input: { url: 'https://ida:tram@news.example/' } },
    }
    let kept: FailedJob | undefined = job
    const { ask, as, database } = await aServer({ failed: { keptMs: 1, readJob: async () => kept, kick: () => {} } })
    await putFailed(database, 1)
    const path = `/v1/failed/${urlIdOf(1)}/1`
    const whole = await ask(path, { headers: await as('operate') })
    expect(whole.headers).toMatchObject({ 'cache-control': 'no-store' })
    expect(whole.json()).toMatchObject({
      urlId: urlIdOf(1),
      job: {
        isWithheld: false,
        worker: 'mill:412',
        stack: expect.stringContaining('//***@'),
        input: { url: 'https://***@news.example/' },
      },
    })
    expect((await ask(path)).json()).toMatchObject({
      ...{ errorName: 'TimeoutError', message: expect.any(String) },
      job: { worker: 'mill:412', isWithheld: true, input: null, stack: null },
    })
    kept = undefined
    expect((await ask(path)).json()).toMatchObject({ job: null })
    expect((await ask(`/v1/failed/${urlIdOf(1)}/2`)).status).toBe(404)
    const away = await aServer()
    await putFailed(away.database, 1)
    expect((await away.ask(path)).status).toBe(503)
  })

  it('are exported, all of them, the first first, and the export is noted', async () => {
    const { ask, as, database } = await aServer()
    await putFailed(database, 1_203)
    const { text, headers } = await ask(`/v1/failed/export?${here}`, { headers: await as('operate') })
    expect(headers['content-type']).toMatch('application/x-ndjson')
    const urls = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { url: string }).url)
    expect(urls).toEqual(Array.from({ length: 1_203 }, (_, at) => `https://news.example/${at + 1}`))
    await expect
      .poll(() => audited(database))
      .toMatchObject([{ who: 'operate-1', action: 'failed.export', filter: { host: 'news.example' }, affected: 1_203 }])
  })

  it('are exported by those who may note it, and HEAD tells how without doing it', async () => {
    const { ask, as, database } = await aServer()
    const path = `/v1/failed/export?${here}&format=csv`
    for (const method of ['GET', 'HEAD']) {
      expect((await ask(path, { method })).status).toBe(401)
      expect((await ask(path, { method, headers: await as('submit') })).status).toBe(403)
    }
    const headers = await as('operate')
    const head = await ask(path, { method: 'HEAD', headers })
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(await audited(database)).toEqual([])
    const got = await ask(path, { headers })
    for (const name of ['content-type', 'content-disposition']) expect(head.headers[name], name).toBe(got.headers[name])
    await expect.poll(() => audited(database)).toHaveLength(1)
  })

  it('are exported as a table whose cells no spreadsheet runs', async () => {
    const { ask, as, database } = await aServer()
    const operate = await as('operate')
    await putFailed(database, 1, { detail: '=cmd|"calc"!A1,\r\nand more' })
    const byAccept = await ask(`/v1/failed/export?${here}`, { headers: { accept: 'text/csv', ...operate } })
    expect(byAccept.headers['content-type']).toMatch('text/csv')
    expect(byAccept.text).toBe(
      'urlId,run,url,host,source,stage,cause,errorName,message,attempts,failedAt\r\n' +
        `${urlIdOf(1)},1,https://news.example/1,news.example,,fetch,error,TimeoutError,"'=cmd|""calc""!A1,\r\nand more",4,2026-03-03T09:00:00.000Z\r\n`,
    )
    const none = await ask('/v1/failed/export?host=nobody.example&format=csv', { headers: operate })
    expect(none.text.trimEnd().split('\r\n')).toHaveLength(1)
  })
})

describe('operations', () => {
  const post = (body: object, headers: Record<string, string>) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

  it('are for those who may', async () => {
    const { ask, as } = await aServer()
    const body = { action: 'discard', filter: { all: true } }
    expect((await ask('/v1/operations', post(body, {}))).status).toBe(401)
    expect((await ask('/v1/operations', post(body, await as('submit')))).status).toBe(403)
    expect((await ask('/v1/operations')).status).toBe(401)
  })

  it('are kept before they are answered for, watched, and stopped', async () => {
    let kicks = 0
    const { ask, as, database } = await aServer({
      failed: { keptMs: 1e14, readJob: async () => undefined, kick: () => kicks++ },
    })
    await putFailed(database, 3)
    const headers = await as('operate')
    const asked = await ask(
      '/v1/operations',
      post({ action: 'retry', filter: { host: 'news.example' }, expect: 3 }, headers),
    )
    expect(asked.status).toBe(202)
    expect(kicks).toBe(1)
    expect(asked.json()).toMatchObject({
      ...{ action: 'retry', state: 'waiting', by: 'operate-1', total: 3, settled: 0 },
      ...{ tally: { done: 0, superseded: 0, gone: 0, kept: {}, left: 3 }, filter: { host: 'news.example' } },
    })
    const location = String(asked.headers.location)
    expect((await ask(location, { headers })).json()).toEqual(asked.json())
    expect((await ask('/v1/operations?state=waiting', { headers })).json().items).toHaveLength(1)
    // Once more it changes nothing, and is not noted.
    for (let times = 0; times < 2; times++)
      expect((await ask(location, { method: 'DELETE', headers })).json()).toMatchObject({ state: 'cancelled' })
    expect((await audited(database)).map(({ action }) => action).toSorted()).toEqual([
      ...['failed.retry', 'failed.retry', 'operation.cancel'],
    ])
    expect((await ask(`/v1/operations/o${'0'.repeat(32)}`, { headers })).status).toBe(404)
  })

  it('tell no secrets of what was meant, there and in the audit', async () => {
    const { ask, as, database } = await aServer()
    await putFailed(database, 1, { url: 'https://ida:tram@news.example/1' })
    const [headers, admin] = [await as('operate'), await as('admin')]
    const filter = { url: 'https://ida:tram@news.example/1', match: 'authorization: Basic aWRhOnRyYW0="' }
    const asked = await ask('/v1/operations', post({ action: 'discard', filter }, headers))
    expect(asked.status).toBe(202)
    const location = String(asked.headers.location)
    await ask(location, { method: 'DELETE', headers })
    const texts = [asked, await ask(location, { headers }), await ask('/v1/operations', { headers })]
    texts.push(await ask('/v1/audit', { headers: admin }))
    for (const { text } of texts) {
      expect(text).toContain('https://***@news.example/1')
      expect(text).not.toMatch(/tram@|aWRh/)
    }
  })

  it('are refused where more failed than were seen, and where too many wait', async () => {
    const { ask, as, database } = await aServer()
    await putFailed(database, 3)
    const headers = await as('operate')
    const filter = { host: 'news.example' }
    const more = await ask('/v1/operations', post({ action: 'discard', filter, expect: 2 }, headers))
    expect(more.status).toBe(409)
    expect(more.json().detail).toMatch(/^3 match by now/)
    for (let at = 0; at < 20; at++)
      expect((await ask('/v1/operations', post({ action: 'discard', filter }, headers))).status).toBe(202)
    const full = await ask('/v1/operations', post({ action: 'discard', filter }, headers))
    expect(full.status).toBe(429)
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0)
  })

  it.each([
    { action: 'retry' },
    { action: 'retry', filter: {} },
    { action: 'retry', filter: { all: false } },
    { action: 'retry', filter: { all: true, stage: 'fetch' } },
    { action: 'retry', filter: { colour: 'red' } },
    { action: 'burn', filter: { all: true } },
    { action: 'discard', filter: { all: true }, expect: -1 },
    { action: 'discard', filter: { all: true }, expected: 1 },
  ])('are refused where it is not said which, or what: %j', async (body) => {
    const { ask, as } = await aServer()
    expect((await ask('/v1/operations', post(body, await as('operate')))).status).toBe(400)
  })
})
