import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultLimits } from '@stancewire/config'
import { messageVersion } from '@stancewire/contracts'
import { openLog, openRedis } from '@stancewire/runtime'
import { openMemoryBodies, openStores } from '@stancewire/storage'
import { afterAll, expect, inject, it } from 'vitest'
import { openWaitingHandOver } from './hand-over.ts'

const redisUrl = inject('redisUrl')
const log = openLog('test', 'silent')
const redis = openRedis(redisUrl, log)
const prefixes: string[] = []

afterAll(async () => {
  for (const prefix of prefixes) await redis.unlink(...(await redis.keys(`${prefix}*`)), prefix)
  await redis[Symbol.asyncDispose]()
})

function aLine({ inFlightMax = 10 }: { inFlightMax?: number } = {}) {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  prefixes.push(prefix)
  const limits = { ...defaultLimits, inFlightMax }
  const bodies = openMemoryBodies()
  const stores = { ...openStores(redis, { prefix, bodiesDir: '/nowhere', limits }), bodies }
  const handOver = openWaitingHandOver({ redis, redisUrl, prefix, limits, stores, log })
  const give = (digit: string, signal = new AbortController().signal) =>
    handOver(aText(digit), { again: false, signal })
  /** How many texts are kept of this URL. */
  const kept = async (digit: string) => {
    let count = 0
    for await (const { ref } of bodies.list('submitted')) if (ref.urlId === idOf(digit)) count++
    return count
  }
  return { stores, give, kept }
}

const idOf = (digit: string) => `u${digit.repeat(32)}`

function aText(digit: string) {
  const found = {
    v: messageVersion,
    urlId: idOf(digit),
    url: `text:${digit.repeat(64)}`,
    host: 'text:',
    sourceId: null,
    outlet: null,
    discoveredAt: '2026-03-03T09:00:00.000Z',
    hint: { title: null, publishedAt: null },
  } as const
  return { found, body: { text: 'Words.' } }
}

it('keeps a text for the run that was started for it, which names it', async () => {
  const { stores, give, kept } = aLine()
  expect(await give('1')).toEqual({ is: 'accepted', run: 1 })
  expect(await kept('1')).toBe(1)
  const run = (await stores.runs.entry(idOf('1')))?.submitted?.body ?? 0
  expect(await stores.bodies.read({ urlId: idOf('1'), run, kind: 'submitted' })).toBe('Words.')
})

it('keeps no text of a URL that ended before', async () => {
  const { stores, give, kept } = aLine()
  await give('1')
  const { url } = aText('1').found
  const stopped = { urlId: idOf('1'), run: 1, url, stage: 'parse', reason: 'off-topic', detail: null } as const
  await stores.events.end({ type: 'url.stopped', data: stopped })
  expect(await give('1')).toEqual({ is: 'known', run: 1 })
  expect(await kept('1')).toBe(1)
})

it('leaves the text that an earlier run waits for, and keeps no other', async () => {
  const { give, kept } = aLine()
  await give('1')
  expect(await give('1')).toEqual({ is: 'running', run: 1 })
  expect(await kept('1')).toBe(1)
})

it('waits for room, and keeps no text that was given up meanwhile', async () => {
  const { give, kept } = aLine({ inFlightMax: 1 })
  await give('1')
  const stopping = new AbortController()
  const waiting = give('2', stopping.signal)
  expect(await Promise.race([waiting, sleep(300, 'waits')])).toBe('waits')
  stopping.abort()
  expect(await waiting).toEqual({ is: 'stopped' })
  expect(await kept('2')).toBe(0)
})
