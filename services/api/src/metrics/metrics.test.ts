import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stage } from '@stancewire/contracts'
import { describe, expect, it, vi } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { type Family, readMetrics } from '../../test/read-metrics.ts'
import type { LineSample } from '../line-sample.ts'

type Server = Awaited<ReturnType<typeof aServer>>

async function scrape({ ask }: Pick<Server, 'ask'>) {
  const { status, headers, text } = await ask('/metrics')
  return { status, headers, text, families: readMetrics(text) }
}

/** The value of a figure that has at least these labels. */
function figure(families: ReadonlyMap<string, Family>, name: string, labels: Record<string, string> = {}) {
  const family = families.get(name.replace(/_(?:count|sum|bucket)$/, '')) ?? families.get(name)
  const wanted = Object.entries(labels)
  return family?.figures.find((each) => each.name === name && wanted.every(([key, text]) => each.labels[key] === text))
    ?.value
}

describe('figures without a line', () => {
  it('are answered all the same within a second, and say that the line is away', async () => {
    const server = await aServer()
    const began = performance.now()
    const { status, headers, families } = await scrape(server)
    expect(performance.now() - began).toBeLessThan(1_000)
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
    })
    expect(figure(families, 'stancewire_line_up')).toBe(0)
    expect(figure(families, 'stancewire_archive_up')).toBe(1)
    expect([...families.keys()].filter((name) => /_(?:stage_jobs|hosts|runs|redis)/.test(name))).toEqual([])
  })

  it('tell what the archive holds, and what the stages did', async () => {
    const server = await aServer()
    const { families } = await scrape(server)
    const count = async (table: 'event' | 'article') =>
      Number(
        (
          await server.database.db
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('rows'))
            .executeTakeFirstOrThrow()
        ).rows,
      )
    expect(figure(families, 'stancewire_archive_events_total')).toBe(await count('event'))
    expect(figure(families, 'stancewire_archive_articles')).toBe(await count('article'))
    expect(families.get('stancewire_archive_outbox_events')?.figures).toHaveLength(1)
    const ends = families.get('stancewire_stage_outcomes_total')?.figures ?? []
    const rows = await server.database.db.selectFrom('counter').selectAll().execute()
    expect(ends.reduce((sum, { value }) => sum + value, 0)).toBe(rows.reduce((sum, { count: all }) => sum + all, 0))
    expect(ends.length).toBeGreaterThan(2)
    for (const { labels } of ends) expect(Object.keys(labels).sort()).toEqual(['outcome', 'stage'])
  })

  it('say where the database is away, and go on with the rest', async () => {
    const server = await aServer()
    await server.database.db.schema.dropTable('counter').execute()
    const { status, families } = await scrape(server)
    expect(status).toBe(200)
    expect(figure(families, 'stancewire_archive_up')).toBe(0)
    expect(families.has('stancewire_archive_articles')).toBe(false)
    expect(families.has('process_resident_memory_bytes')).toBe(true)
  })
})

describe('figures of requests', () => {
  it('count them by pattern, method and class of status, and never by what was asked for', async () => {
    const server = await aServer()
    const secret = 'zz-secret-zz'
    for (const path of [
      '/v1/articles/a11111111111111111111111111111111',
      '/v1/articles/a99999999999999999999999999999999',
      `/v1/articles?search=${secret}`,
      `/nothing/${secret}`,
      `/v1/topics/${secret}/positions`,
    ])
      await server.ask(path, { headers: { 'user-agent': secret } })
    await server.ask('/v1/articles', { method: 'PUT' })
    await server.ask('/v1/articles', { headers: { authorization: `Bearer ${secret}` } })
    const { families, text } = await scrape(server)
    const requests = (labels: Record<string, string>) => figure(families, 'stancewire_api_requests_total', labels)
    const one = { route: '/v1/articles/:articleId', method: 'GET' }
    expect([requests({ ...one, status: '2xx' }), requests({ ...one, status: '4xx' })]).toEqual([1, 1])
    expect(requests({ route: 'none', status: '4xx', method: 'GET' })).toBe(1)
    expect(requests({ route: '/v1/articles', status: '4xx', method: 'GET' })).toBe(1)
    expect(figure(families, 'stancewire_api_request_duration_seconds_count', { ...one, status: '2xx' })).toBe(1)
    expect(text).not.toContain(secret)
  })

  it('have labels of closed sets only', async () => {
    const server = await aServer()
    for (let at = 0; at < 30; at++) await server.ask(`/v1/urls/u${String(at).padStart(32, '0')}/trace?x=${at}`)
    const before = (await scrape(server)).families
    for (let at = 30; at < 90; at++) await server.ask(`/v1/urls/u${String(at).padStart(32, '0')}/trace?x=${at}`)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'MKCOL', 'LOCK']) await server.ask('/x', { method })
    const { families } = await scrape(server)
    const size = (of: ReadonlyMap<string, Family>) => of.get('stancewire_api_requests_total')?.figures.length ?? 0
    expect(size(families) - size(before)).toBeLessThanOrEqual(5)
    const values = [...families].flatMap(([name, { figures }]) =>
      name.startsWith('stancewire_') ? figures.flatMap(({ labels }) => Object.values(labels)) : [],
    )
    for (const value of values)
      expect(value).toMatch(/^$|^none$|^other$|^[A-Z]+$|^\dxx$|^[a-z_-]+[a-z.:_-]*$|^\/[\w/:.-]+$|^[\d.]+$|^\+Inf$/)
    for (const value of values) expect(value).not.toMatch(/https?:|\.example|[0-9a-f]{16}/)
  })

  it('tell how many follow, and leave them out of how long answers take', async () => {
    const server = await aServer()
    const followers = async () => figure((await scrape(server)).families, 'stancewire_api_event_followers')
    expect(await followers()).toBe(0)
    const headers = { accept: 'text/event-stream' }
    const following = request({ host: '127.0.0.1', port: server.port, path: '/v1/events', headers }).end()
    await new Promise((begun) => following.once('response', (response) => response.once('data', begun)))
    expect(await followers()).toBe(1)
    following.on('error', () => {})
    following.destroy()
    await vi.waitFor(async () => expect(await followers()).toBe(0), { timeout: 5_000 })
    const { families } = await scrape(server)
    expect(figure(families, 'stancewire_api_request_duration_seconds_count', { route: '/v1/events' })).toBeUndefined()
  })

  it('stand beside those of the process', async () => {
    const { families } = await scrape(await aServer())
    for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds'])
      expect(families.get(name)?.figures[0]?.value, name).toBeGreaterThanOrEqual(0)
  })
})

it('looks at the line once for all who scrape within a second', async () => {
  let looks = 0
  const sampleLine = async () => {
    looks++
    await sleep(50)
    throw new Error('away')
  }
  const server = await aServer({ sampleLine })
  await Promise.all(Array.from({ length: 20 }, () => server.ask('/metrics')))
  expect(looks).toBeLessThanOrEqual(2)
})

const state = { waiting: 3, waitingReplays: 1, active: 1, delayed: 0, failed: 2, workers: 1, isPaused: true }
const aSample: LineSample = {
  atMs: 0,
  queues: Stage.options.map((queue) => ({ queue, ...state, oldestWaitingMs: 1_500 })),
  pauses: [],
  hosts: { count: 2, looked: 2, waiting: 5, oldestMs: 9_500, overdueMs: 2_500, busiest: [] },
  replays: { waiting: 1, active: 0 },
  runs: { accepted: 9, ended: 4, inFlightMax: 100 },
  counters: { accepted: 9, ended: 4, 'end:url.failed': 1, 'stop:off-topic': 3, 'stop:of-a-later-version': 7 },
  archiveBehindMs: 250,
  memory: { usedBytes: 50, maxBytes: 200, shareMax: 0.8, neededBytes: 0 },
  hostDelayMs: 1_000,
}

describe('figures of a line', () => {
  it('say what the sample says, in base units', async () => {
    const { families } = await scrape(await aServer({ sampleLine: async () => aSample }))
    const parse = { stage: 'parse' }
    expect(figure(families, 'stancewire_stage_jobs', { ...parse, state: 'waiting' })).toBe(2)
    expect(figure(families, 'stancewire_stage_jobs', { ...parse, state: 'waiting_replay' })).toBe(1)
    expect(figure(families, 'stancewire_stage_oldest_waiting_seconds', parse)).toBe(1.5)
    expect(figure(families, 'stancewire_stage_paused', parse)).toBe(1)
    expect(figure(families, 'stancewire_hosts_oldest_waiting_seconds')).toBe(9.5)
    expect(figure(families, 'stancewire_hosts_overdue_seconds')).toBe(2.5)
    expect(figure(families, 'stancewire_runs_ended_total', { end: 'url.failed', reason: '' })).toBe(1)
    expect(figure(families, 'stancewire_runs_ended_total', { end: 'url.stopped', reason: 'off-topic' })).toBe(3)
    expect(figure(families, 'stancewire_redis_memory_used_ratio')).toBe(0.25)
    expect(figure(families, 'stancewire_archive_lag_seconds')).toBe(0.25)
  })

  it('have no label that is not known here', async () => {
    const { text } = await scrape(await aServer({ sampleLine: async () => aSample }))
    expect(text).not.toContain('of-a-later-version')
  })
})

describe('every figure of ours', () => {
  it('is named as Prometheus wants: prefix, base units, _total where it only grows, and a sentence of help', async () => {
    const { families } = await scrape(await aServer({ sampleLine: async () => aSample }))
    for (const [name, { type, help }] of families) {
      if (!name.startsWith('stancewire_')) continue
      expect(name).toMatch(/^stancewire_[a-z_]+$/)
      expect(name.endsWith('_total'), name).toBe(type === 'counter')
      expect(name, name).not.toMatch(/_(?:ms|milliseconds|minutes|kb|mb|percent)(?:_|$)/)
      expect(help, name).toMatch(/^[A-Z].+\.$/)
    }
  })

  it('stands in docs/metrics.md with its type and labels, and none else does', async () => {
    const server = await aServer({ sampleLine: async () => aSample })
    await server.ask('/livez')
    const { families } = await scrape(server)
    const page = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'metrics.md'), 'utf8')
    const described = [...page.matchAll(/^\| (`[^|]+`) \| (\w+) \| ([^|]*)\|/gm)].flatMap(
      ([, names = '', type = '', labels = '']) =>
        [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, type, labels.trim()] as const),
    )
    const labelsOf = ({ figures }: Family) => Object.keys(figures[0]?.labels ?? {}).filter((name) => name !== 'le')
    const given = [...families]
      .filter(([name]) => name.startsWith('stancewire_'))
      .map(([name, family]) => [name, family.type, labelsOf(family)] as const)
    expect(described.map(([name]) => name).sort()).toEqual(given.map(([name]) => name).sort())
    for (const [name, type, labels] of given) {
      const [, as, with_ = ''] = described.find(([each]) => each === name) ?? []
      expect([name, as, with_.split(', ').filter(Boolean).sort()]).toEqual([name, type, [...labels].sort()])
    }
  })
})
