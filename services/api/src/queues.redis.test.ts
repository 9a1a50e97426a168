import { setTimeout as sleep } from 'node:timers/promises'
import { defaultLimits } from '@stancewire/config'
import { type DiscoveredUrl, messageVersion, queues } from '@stancewire/contracts'
import { openLog, openPublisher, runStage, stop } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'
import { openOwnRedis } from '../test/own-redis.ts'
import { openLineConnection } from './line-connection.ts'
import { openLineSample } from './line-sample.ts'
import { openPausing } from './pausing.ts'

const log = openLog('test', 'silent')

function aFind(at: number, host: string): Omit<DiscoveredUrl, 'run'> {
  return {
    ...{ v: messageVersion, urlId: `u${String(at).padStart(32, '0')}`, url: `https://${host}/${at}`, host },
    ...{ sourceId: null, outlet: null, discoveredAt: '2026-03-03T09:00:00.000Z' },
    hint: { title: null, publishedAt: null },
  }
}

/** An API over a line of its own. */
async function aLine() {
  const { open, redis, prefix } = openOwnRedis()
  const limits = { ...defaultLimits, fetch: { hostDelayMs: 0, hostConcurrency: 2 } }
  const stores = openStores(redis, { prefix, bodiesDir: '/nowhere', limits })
  const line = open.use(await openLineConnection(redis, log))
  const sample = open.use(openLineSample(line, { prefix, limits }))
  const pausing = openPausing(line, { prefix })
  const fetch = open.use(openPublisher(queues.fetch, { redis, prefix }))
  let looks = 0
  const sampleLine = () => {
    looks++
    return sample.read()
  }
  const server = await aServer({ line, pausing, sampleLine })
  const operator = await server.as('operate')
  const done: string[] = []
  return {
    ...{ open, stores, fetch, done, looks: () => looks, ask: server.ask },
    change: (method: string, path: string, body?: object) =>
      server.ask(`/v1/pauses${path}`, {
        method,
        headers: { ...operator, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    work: () =>
      open.use(
        runStage(
          {
            from: queues.fetch,
            to: queues.parse,
            handle: async ({ url }) => {
              done.push(url)
              return stop('gone')
            },
          },
          {
            ...{ redis, prefix, log, concurrency: 2, shutdownGraceMs: 1_000, failedKeptMs: 60_000 },
            ...{ announcer: stores.events, runs: stores.runs, pauses: stores.pauses },
          },
        ),
      ),
  }
}

it('tells how the line stands, and what is paused on it', async () => {
  const { stores, fetch, ask, change, looks } = await aLine()
  for (let at = 1; at <= 5; at++) await stores.runs.accept(aFind(at, at < 5 ? 'a.example' : 'b.example'))
  await fetch.addAll(await stores.hosts.take(1))
  await change('PUT', '/stage/parse', { reason: 'a new model', forSeconds: 600 })
  await change('PUT', '/host/www.a.example', { reason: 'they asked' })
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/v1/queues')))
  for (const { status } of answers) expect(status).toBe(200)
  expect(looks()).toBe(1)
  const told = answers[0]?.json()
  expect(told).toMatchObject({
    queues: [
      { queue: 'fetch', waiting: 1, waitingReplays: 0, active: 0, workers: 0, isPaused: false, pause: null },
      { queue: 'parse', waiting: 0, isPaused: true, pause: { by: 'operate-1', reason: 'a new model' } },
      { queue: 'deduplicate', isPaused: false },
      { queue: 'classify-stance', isPaused: false },
    ],
    hosts: { count: 2, looked: 2, waiting: 4 },
    replays: { waiting: 0, active: 0 },
    runs: { accepted: 5, ended: 0, inFlight: 5, inFlightMax: 100_000 },
    memory: { usedBytes: expect.any(Number), shareMax: 0.6 },
  })
  const hosts = told?.hosts as { busiest: object[] } | undefined
  expect(hosts?.busiest).toMatchObject([
    { host: 'a.example', waiting: 3, held: 1, pause: { reason: 'they asked' } },
    { host: 'b.example', waiting: 1, held: 0, pause: null },
  ])
})

it('holds a stage while it is paused, and lets it go on', async () => {
  const { fetch, change, work, done, stores } = await aLine()
  await change('PUT', '/stage/fetch', { reason: 'x' })
  await stores.runs.accept(aFind(1, 'a.example'))
  await fetch.addAll([{ ...aFind(1, 'a.example'), run: 1 }])
  work()
  await sleep(1_500)
  expect(done).toEqual([])
  await change('DELETE', '/stage/fetch')
  await expect.poll(() => done, { timeout: 5_000 }).toEqual(['https://a.example/1'])
})

it('sets a queue going that a queue monitor paused', async () => {
  const { change, ask } = await aLine()
  expect((await change('DELETE', '/stage/parse')).json()).toEqual({ resumed: false, pause: null })
  await change('PUT', '/stage/parse', { reason: 'x' })
  expect((await change('DELETE', '/stage/parse')).json()).toMatchObject({ resumed: true, pause: { reason: 'x' } })
  const [, parse] = (await ask('/v1/queues')).json().queues as { isPaused: boolean }[]
  expect(parse?.isPaused).toBe(false)
})
