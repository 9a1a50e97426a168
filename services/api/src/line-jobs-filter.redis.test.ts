import { jobId, messageVersion, type PipelineEvent, type Stage, type TopicMatch } from '@stancewire/contracts'
import { findAudit, noteAccepted } from '@stancewire/read-model'
import { articleId, classified, entry, failed, urlId } from '@stancewire/read-model/test'
import { openBullQueues, openLog } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'
import { openOwnRedis } from '../test/own-redis.ts'
import { openLineConnection } from './line-connection.ts'
import { openJobDesk } from './line-jobs.ts'

const log = openLog('test', 'silent')
const minuteMs = 60_000
const longAgo = Date.parse('2026-03-03T09:00:00.000Z')
const at = (minutes: number) => new Date(longAgo + minutes * minuteMs).toISOString()

type Standing = {
  readonly stage?: Stage
  readonly delay?: number
  readonly host?: string
  readonly sourceId?: string
  readonly lane?: 'live' | 'replay'
  readonly topics?: readonly TopicMatch[]
  /** What BullMQ keeps with it. */
  readonly kept?: Readonly<Record<string, string | number>>
}

/** An API over a line of its own; jobs are put on it by name. */
async function aLine() {
  const { open, redis, prefix } = openOwnRedis()
  const queues = openBullQueues({ redis, prefix })
  open.defer(async () => void (await Promise.all(queues.map((queue) => queue.close()))))
  const line = open.use(await openLineConnection(redis, log))
  const server = await aServer({ line, jobs: openJobDesk(line, { prefix }) })
  const names = new Map<string, string>()
  const messageOf = (name: string, { host = 'paper.example', sourceId = 'even', lane, topics }: Standing) => ({
    ...{ v: messageVersion, urlId: urlId(name), run: 1, url: `https://www.${host}/${name}`, host, sourceId },
    ...{ outlet: null, discoveredAt: at(0), hint: { title: null, publishedAt: null } },
    ...(lane ? { lane } : {}),
    ...(topics ? { article: { articleId: articleId(name), topics } } : {}),
  })
  async function put(name: string, standing: Standing = {}) {
    const { stage = 'fetch', delay = 0, kept = {} } = standing
    names.set(urlId(name), name)
    const id = jobId(stage, { urlId: urlId(name), run: 1 })
    const queue = queues.find((one) => one.name === stage)
    await queue?.add(stage, messageOf(name, standing), { jobId: id, ...(delay > 0 ? { delay } : {}) })
    if (Object.keys(kept).length > 0) await redis.hset(`${prefix}:${stage}:${id}`, kept)
    return id
  }
  /** Tells the archive that they are on their way. */
  const accept = (...accepted: readonly string[]) =>
    noteAccepted(
      server.database,
      accepted.map((name, place) => {
        names.set(urlId(name), name)
        return { atMs: longAgo + place * minuteMs, found: messageOf(name, {}) as never }
      }),
      '9-0',
    )
  const found = async (path: string) => {
    const { items } = (await server.ask(path)).json()
    return items.map((item) => names.get(item.urlId ?? '')).join(' ')
  }
  const headers = await server.as('operate')
  const rows = async (path: string) =>
    (await server.ask(path, { headers })).text
      .trimEnd()
      .split('\n')
      .map((row) => names.get((JSON.parse(row) as { urlId: string }).urlId))
      .join(' ')
  const { ask, database, add } = server
  return { redis, prefix, put, accept, found, rows, headers, ask, database, add }
}

const failedTry = (name: string, message: string) => ({
  ...{ atm: 1, failedReason: message, stacktrace: JSON.stringify([`${name}: ${message}\n at work`]) },
})

describe('jobs of a list', () => {
  it('are found by lane, by cause and class of the last error, and by since when they wait', async () => {
    const { put, found } = await aLine()
    await put('one', { kept: { timestamp: longAgo } })
    await put('two', { kept: { timestamp: longAgo + minuteMs, ...failedTry('TimeoutError', 'no answer') } })
    await put('three', { lane: 'replay', kept: { ...failedTry('CrashedError', 'its process died') } })
    const list = (query: string) => found(`/v1/jobs?stage=fetch&state=waiting&${query}`)
    expect(await list('errorName=TimeoutError')).toBe('two')
    expect(await list('errorName=Timeout')).toBe('')
    expect(await list('cause=crashed')).toBe('three')
    expect(await list('lane=replay')).toBe('three')
    expect(await list('lane=live')).toBe('one two')
    expect(await list('match=ITS%20PROCESS')).toBe('three')
    expect(await list(`until=${at(1)}`)).toBe('one')
    expect(await list(`since=${at(1)}&until=${at(9)}`)).toBe('two')
  })

  it('that are put off are found by why that is, and by when they are due; others have no such reason', async () => {
    const { redis, prefix, put, found, ask } = await aLine()
    await put('blocked', { host: 'blocked.example', delay: 5 * minuteMs, kept: { ats: 1, progress: '1' } })
    await put('slow', { delay: 90 * minuteMs, kept: { ats: 1, ...failedTry('TimeoutError', 'no answer') } })
    await redis.set(`${prefix}:host:blocked.example:blocked`, '1', 'PX', 60_000)
    const list = (query: string) => found(`/v1/jobs?stage=fetch&state=put-off&${query}`)
    expect(await list('why=host-blocked')).toBe('blocked')
    expect(await list('why=back-off')).toBe('slow')
    expect(await list('errorName=TimeoutError')).toBe('slow')
    const inAnHour = new Date(Date.now() + 60 * minuteMs).toISOString()
    expect(await list(`until=${inAnHour}`)).toBe('blocked')
    expect(await list(`since=${inAnHour}`)).toBe('slow')
    const refused = await ask('/v1/jobs?stage=fetch&state=waiting&why=back-off')
    expect(refused.status).toBe(400)
    expect(refused.json().errors).toMatchObject([{ at: 'querystring/why' }])
  })

  it('are found by topic: by what was read of the page, and before that by what earlier runs came to', async () => {
    const { put, found, add } = await aLine()
    await add([entry(classified('known', { topic: 'tram-line', positions: [] })).event])
    await put('known')
    await put('new')
    expect(await found('/v1/jobs?stage=fetch&state=waiting&topic=tram-line')).toBe('known')
    await put('new', { stage: 'deduplicate', topics: [{ id: 'tram-line', relevance: 0.9 }] })
    await put('known', { stage: 'deduplicate', topics: [{ id: 'harbour', relevance: 0.9 }] })
    expect(await found('/v1/jobs?stage=deduplicate&state=waiting&topic=tram-line')).toBe('new')
    expect(await found('/v1/runs/moving?topic=tram-line')).toBe('')
  })

  it('say how many were looked at, of how many', async () => {
    const { put, ask } = await aLine()
    for (const name of ['a', 'b', 'c', 'd']) await put(name, { host: name === 'c' ? 'late.example' : 'paper.example' })
    const list = async (query: string) => (await ask(`/v1/jobs?stage=fetch&state=waiting&${query}`)).json()
    expect(await list('host=late.example')).toMatchObject({ looked: 4, total: 4, next: null, items: [{}] })
    expect(await list('host=late.example&limit=1')).toMatchObject({ looked: 3, total: 4, next: '3' })
    expect(await list('host=nobody.example')).toMatchObject({ looked: 4, items: [], next: null })
  })

  it('are exported as they are chosen, as NDJSON and CSV, and that is noted', async () => {
    const { put, rows, ask, headers, database } = await aLine()
    await put('one')
    const id = await put('two', { host: 'other.example' })
    await put('three')
    const path = '/v1/jobs/export?stage=fetch&state=waiting'
    expect(await rows(path)).toBe('one two three')
    expect(await rows(`${path}&host=paper.example`)).toBe('one three')
    expect(await rows(`${path}&ids=${id},fetch-nothing`)).toBe('two')
    const csv = await ask(`${path}&host=other.example&format=csv`, { headers })
    expect(csv.headers['content-disposition']).toBe('attachment; filename="jobs.csv"')
    expect(csv.text.split('\r\n')[0]).toContain('id,stage,is,urlId,run,url')
    expect(csv.text.split('\r\n')[1]).toContain('https://www.other.example/two')
    expect((await ask(path)).status).toBe(401)
    await expect
      .poll(async () => (await findAudit(database, { action: 'jobs.export' }, { limit: 9 })).items)
      .toHaveLength(4)
    const { items } = await findAudit(database, { action: 'jobs.export' }, { limit: 9 })
    expect(items.at(-1)).toMatchObject({ filter: { stage: 'fetch', state: 'waiting' }, affected: 3 })
  })
})

describe('runs on their way', () => {
  it('are found by where they stand, and by what their jobs say', async () => {
    const { redis, prefix, put, accept, found, ask } = await aLine()
    await accept('at-host', 'waits', 'later', 'parsed')
    await put('waits', { kept: failedTry('TimeoutError', 'no answer') })
    await put('later', { delay: 9 * minuteMs, kept: { ats: 1, ...failedTry('TypeError', 'no text') } })
    await put('parsed', { stage: 'parse' })
    const list = (query: string) => found(`/v1/runs/moving?${query}`)
    expect(await list('')).toBe('parsed later waits at-host')
    expect(await list('is=at-host')).toBe('at-host')
    expect(await list('is=waiting')).toBe('parsed waits')
    expect(await list('stage=parse')).toBe('parsed')
    expect(await list('stage=fetch&is=put-off')).toBe('later')
    expect(await list('why=back-off')).toBe('later')
    expect(await list('errorName=TimeoutError')).toBe('waits')
    expect(await list('cause=error')).toBe('later waits')
    expect(await list('stage=fetch&is=at-host')).toBe('')
    expect((await ask('/v1/runs/moving?is=waiting&limit=1')).json()).toMatchObject({
      ...{ looked: 1, total: 4, next: expect.any(String) },
      items: [{ at: { is: 'waiting', stage: 'parse' } }],
    })
    const { next } = (await ask('/v1/runs/moving?is=waiting&limit=1')).json()
    expect(await list(`is=waiting&limit=1&cursor=${next}`)).toBe('waits')
    expect(await redis.exists(`${prefix}:fetch:wait`)).toBe(1)
  })

  it('are exported as they are chosen, also while nobody knows where they stand', async () => {
    const { accept, put, rows, ask, headers } = await aLine()
    await accept('one', 'two', 'three')
    await put('two')
    expect(await rows('/v1/runs/moving/export')).toBe('three two one')
    expect(await rows('/v1/runs/moving/export?is=at-host')).toBe('three one')
    expect(await rows(`/v1/runs/moving/export?runs=${urlId('two')}-1,${urlId('x')}-1`)).toBe('two')
    const csv = await ask('/v1/runs/moving/export?format=csv&stage=fetch', { headers })
    expect(csv.text).toMatch(/^urlId,run,url,.*\r\n.*two.*\r\n$/)
  })

  it('are not looked for by what the line alone knows while Redis is away', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/runs/moving')).status).toBe(200)
    expect((await ask('/v1/runs/moving?is=waiting')).status).toBe(503)
  })
})

describe('runs that have ended', () => {
  it('are exported as they are chosen, and failed ones are found by the topic of an earlier run', async () => {
    const { ask, as, add, events } = await aServer()
    const headers = await as('operate')
    const lines = async (path: string) => {
      const { text } = await ask(path, { headers })
      return text === '' ? [] : text.trimEnd().split('\n')
    }
    const all = (await ask('/v1/runs?limit=200')).json().items
    expect((await lines('/v1/runs/export')).map((row) => JSON.parse(row))).toEqual(all)
    const [first] = all
    expect(await lines(`/v1/runs/export?runs=${first?.urlId}-${first?.run}`)).toHaveLength(1)
    expect((await lines('/v1/runs/export?format=csv'))[0]).toMatch(/^urlId,run,url,host/)
    expect(events.length).toBeGreaterThan(0)
    await add([entry(classified('town', { topic: 'tram-line', positions: [] })).event])
    const once = failed('town')
    const again = entry({ ...once, data: { ...once.data, run: 2 } } as PipelineEvent).event
    const now = new Date().toISOString()
    await add([{ ...again, time: now }])
    const found = (await ask('/v1/failed?topic=tram-line&host=courier.example')).json()
    expect(found).toMatchObject({ items: [{ urlId: urlId('town'), run: 2 }] })
    expect((await ask('/v1/failed/count?topic=tram-line&host=courier.example')).json()).toMatchObject({ count: 1 })
  })
})
