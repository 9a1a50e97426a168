import { randomBytes } from 'node:crypto'
import { defaultLimits } from '@stancewire/config'
import { messageVersion } from '@stancewire/contracts'
import { openLog, openRedis } from '@stancewire/runtime'
import { openMemoryBodies, openStores } from '@stancewire/storage'
import { afterAll, expect, inject, it } from 'vitest'
import { openHandOver } from './hand-over.ts'

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
  const handOver = openHandOver({ redis, redisUrl, prefix, limits, stores, log })
  const give = (digit: string, signal = new AbortController().signal) =>
    handOver(aText(digit), { again: false, signal })
  const keeps = async (digit: string) =>
    (await bodies.read({ urlId: idOf(digit), run: 0, kind: 'submitted' })) !== undefined
  return { stores, give, keeps }
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
  return { found, text: 'Words.', name: `${digit}.txt` }
}

it('keeps a text for the run that was started for it', async () => {
  const { give, keeps } = aLine()
  expect(await give('1')).toEqual({ is: 'accepted', run: 1 })
  expect(await keeps('1')).toBe(true)
})

it('keeps no text of a URL that ended before', async () => {
  const { stores, give, keeps } = aLine()
  await give('1')
  const { url } = aText('1').found
  const stopped = { urlId: idOf('1'), run: 1, url, stage: 'parse', reason: 'off-topic', detail: null } as const
  await stores.events.end({ type: 'url.stopped', data: stopped })
  await stores.bodies.drop({ urlId: idOf('1'), run: 0, kind: 'submitted' })
  expect(await give('1')).toEqual({ is: 'known', run: 1 })
  expect(await keeps('1')).toBe(false)
})

it('leaves the text that an earlier run waits for', async () => {
  const { give, keeps } = aLine()
  await give('1')
  expect(await give('1')).toEqual({ is: 'running', run: 1 })
  expect(await keeps('1')).toBe(true)
})

it('keeps no text that was given up while the line was full', async () => {
  const { give, keeps } = aLine({ inFlightMax: 1 })
  await give('1')
  const stopping = new AbortController()
  const waiting = give('2', stopping.signal)
  await expect.poll(() => keeps('2')).toBe(true)
  stopping.abort()
  expect(await waiting).toEqual({ is: 'stopped' })
  expect(await keeps('2')).toBe(false)
})
