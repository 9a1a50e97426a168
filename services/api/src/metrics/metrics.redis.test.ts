import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { defaultLimits } from '@stancewire/config'
import { type DiscoveredUrl, messageVersion, queues } from '@stancewire/contracts'
import { openLog, openPublisher, openRedis } from '@stancewire/runtime'
import { openArchiveMark, openStores } from '@stancewire/storage'
import { expect, inject, it, onTestFinished } from 'vitest'
import { aServer } from '../../test/a-server.ts'
import { type Family, readMetrics } from '../../test/read-metrics.ts'
import { openLineConnection } from '../line-connection.ts'
import { openLineSample } from '../line-sample.ts'

const log = openLog('test', 'silent')
const limits = { ...defaultLimits, fetch: { hostDelayMs: 0, hostConcurrency: 2 } }

function aFind(at: number, host: string): Omit<DiscoveredUrl, 'run'> {
  return {
    ...{ v: messageVersion, urlId: `u${String(at).padStart(32, '0')}`, url: `https://${host}/${at}`, host },
    ...{ sourceId: null, outlet: null, discoveredAt: '2026-03-03T09:00:00.000Z' },
    hint: { title: null, publishedAt: null },
  }
}

/** An API over a line of its own, by way of this address of Redis. */
async function aLine(redisUrl = inject('redisUrl')) {
  const open = new AsyncDisposableStack()
  onTestFinished(() => open.disposeAsync())
  const direct = open.use(openRedis(inject('redisUrl'), log))
  const redis = open.use(openRedis(redisUrl, log))
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  open.defer(async () => {
    for await (const keys of direct.scanStream({ match: `${prefix}:*`, count: 1_000 }))
      if ((keys as string[]).length > 0) await direct.unlink(...(keys as string[]))
  })
  const stores = openStores(direct, { prefix, bodiesDir: '/nowhere', limits })
  const line = open.use(await openLineConnection(redis, log))
  const sample = open.use(openLineSample(line, { prefix, limits }))
  const server = await aServer({ line, sampleLine: sample.read })
  const scrape = async () => {
    const { status, text } = await server.ask('/metrics')
    expect(status).toBe(200)
    return readMetrics(text)
  }
  return {
    ...{ stores, scrape },
    fetch: open.use(openPublisher(queues.fetch, { redis: direct, prefix })),
    mark: openArchiveMark(direct, { prefix, limits }),
  }
}

function figure(families: ReadonlyMap<string, Family>, name: string, labels: Record<string, string> = {}) {
  const wanted = Object.entries(labels)
  return families.get(name)?.figures.find((each) => wanted.every(([key, text]) => each.labels[key] === text))?.value
}

it('tells how the line stands right after it has worked', async () => {
  const { stores, fetch, mark, scrape } = await aLine()
  for (let at = 1; at <= 5; at++) await stores.runs.accept(aFind(at, at < 5 ? 'a.example' : 'b.example'))
  await fetch.addAll(await stores.hosts.take(2))
  const ended = { urlId: aFind(1, 'a.example').urlId, run: 1, url: 'https://a.example/1' }
  await stores.events.end({ type: 'url.stopped', data: { ...ended, stage: 'fetch', reason: 'gone', detail: null } })
  await mark.reached('1-0', { isBehind: true })

  const families = await scrape()
  expect(figure(families, 'stancewire_line_up')).toBe(1)
  expect(figure(families, 'stancewire_runs_accepted_total')).toBe(5)
  const ends = families.get('stancewire_runs_ended_total')?.figures ?? []
  expect(ends.filter(({ value }) => value > 0)).toEqual([
    { name: 'stancewire_runs_ended_total', labels: { end: 'url.stopped', reason: 'gone' }, value: 1 },
  ])
  expect(ends.length).toBe(17)
  expect(figure(families, 'stancewire_runs_in_flight')).toBe(4)
  expect(figure(families, 'stancewire_stage_jobs', { stage: 'fetch', state: 'waiting' })).toBe(2)
  expect(families.get('stancewire_stage_jobs')?.figures).toHaveLength(20)
  expect(figure(families, 'stancewire_stage_oldest_waiting_seconds', { stage: 'fetch' })).toBeLessThan(10)
  expect(figure(families, 'stancewire_stage_workers', { stage: 'parse' })).toBe(0)
  expect(figure(families, 'stancewire_stage_paused', { stage: 'parse' })).toBe(0)
  expect(figure(families, 'stancewire_hosts_waiting_urls')).toBe(3)
  expect(figure(families, 'stancewire_hosts_waiting')).toBeGreaterThan(0)
  expect(figure(families, 'stancewire_archive_lag_seconds')).toBeGreaterThan(1_000_000)
  expect(figure(families, 'stancewire_redis_memory_used_bytes')).toBeGreaterThan(100_000)
  const labels = [...families.values()].flatMap(({ figures }) => figures.flatMap((each) => Object.values(each.labels)))
  expect(labels.filter((value) => value.includes('.example'))).toEqual([])
})

it('goes on within a second when Redis falls silent, and tells of the line again once it is back', async () => {
  const between = await aWayToRedis()
  const { scrape } = await aLine(between.url)
  expect(figure(await scrape(), 'stancewire_line_up')).toBe(1)
  await new Promise((go) => setTimeout(go, 1_100))
  between.fallSilent()
  const began = performance.now()
  const families = await scrape()
  expect(performance.now() - began).toBeLessThan(1_000)
  expect(figure(families, 'stancewire_line_up')).toBe(0)
  expect(families.has('stancewire_stage_jobs')).toBe(false)
  expect(figure(families, 'stancewire_archive_up')).toBe(1)
  between.speak()
  await expect.poll(async () => figure(await scrape(), 'stancewire_line_up'), { timeout: 10_000 }).toBe(1)
})

/** A way to Redis on which all can stop moving, as when a cable is pulled. */
async function aWayToRedis() {
  const { hostname, port } = new URL(inject('redisUrl'))
  const sockets = new Set<Socket>()
  let isSilent = false
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('data', (part) => {
        if (!isSilent) other.write(part)
      })
      one.on('error', () => {})
      one.on('close', () => other.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fallSilent() {
      isSilent = true
    },
    /** What was on its way is lost: both ends begin again. */
    speak() {
      isSilent = false
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
  }
}
