import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { aFind } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { type HostEntry, openHostLists } from './host-lists.ts'
import { openPauses } from './pauses.ts'
import { openRuns } from './runs.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

/** Host lists of their own, in which so many URLs of each host wait. */
async function lists(
  name: string,
  { delay = 0, slots = 2, waiting = {} }: { delay?: number; slots?: number; waiting?: Record<string, number> },
) {
  const own = `${prefix}:${name}`
  const runs = openRuns(redis, { prefix: own, seenDays: 90, inFlightMax: 100_000 })
  const add = async (host: string, ...names: string[]) => {
    for (const each of names) await runs.accept(aFind(`${host}/${each}`, { host }))
  }
  for (const [host, count] of Object.entries(waiting)) {
    await add(host, ...Array.from({ length: count }, (_, at) => String(at)))
  }
  const pauses = openPauses(redis, { prefix: own })
  const pause = (kind: 'host' | 'stage', name: string, inMs?: number) =>
    pauses.pause({ kind, name, by: 'cli:ida', reason: 'a test', ends: inMs === undefined ? undefined : { inMs } })
  const hosts = openHostLists(redis, { prefix: own, hostDelayMs: delay, hostConcurrency: slots })
  return { hosts, add, own, pause, resume: (name: string) => pauses.resume({ kind: 'host', name }) }
}

const namesOf = (entries: readonly HostEntry[]) =>
  entries.map((entry) => String(Reflect.get(entry, 'url')).replace('https://news.example/', ''))

describe('claimStart', () => {
  it('gives further tries of a host one start after the other, a delay apart', async () => {
    const { hosts } = await lists('claims', { delay: 1_000, waiting: { 'a.example': 1 } })
    await hosts.take(1)
    const claims = await Promise.all([1, 2, 3].map(() => hosts.claimStart('a.example', 10_000)))
    const waits = claims.map(({ waitMs }) => waitMs)
    waits.sort((a, b) => a - b)
    expect(waits[0]).toBeGreaterThan(500)
    expect(waits[0]).toBeLessThanOrEqual(1_000)
    expect(waits.map((wait) => Math.round((wait - (waits[0] ?? 0)) / 1_000))).toEqual([0, 1, 2])
  })

  it('lets the next one of the list wait behind it', async () => {
    const { hosts, add } = await lists('behind', { delay: 400, waiting: { 'a.example': 3 } })
    await hosts.take(1)
    await sleep(450)
    expect(await hosts.claimStart('a.example', 10_000)).toEqual({ waitMs: 0, isPaused: false })
    expect(await hosts.take(10)).toEqual([])
    await sleep(450)
    expect(await hosts.take(10)).toHaveLength(1)
    await add('b.example', 'first')
    expect(namesOf(await hosts.take(10))).toEqual(['b.example/first'])
  })

  it('waits as long as a host is blocked, and reserves nothing that is further away than asked for', async () => {
    const { hosts } = await lists('blocked-claim', { delay: 1_000 })
    await hosts.block('a.example', 60_000)
    for (let times = 0; times < 3; times++) {
      const { waitMs: wait, isPaused } = await hosts.claimStart('a.example', 5_000)
      expect(isPaused).toBe(false)
      expect(wait).toBeGreaterThan(55_000)
      expect(wait).toBeLessThanOrEqual(60_000)
    }
  })

  it('without a delay lets all go at once', async () => {
    const { hosts } = await lists('no-delay', { waiting: { 'a.example': 2 } })
    await hosts.take(10)
    const claims = await Promise.all([1, 2, 3].map(() => hosts.claimStart('a.example', 5_000)))
    expect(claims.map(({ waitMs }) => waitMs)).toEqual([0, 0, 0])
  })
})

describe('take', () => {
  it('fills the slots of a host and no more, first come first served', async () => {
    const { hosts } = await lists('slots', { waiting: { 'a.example': 5 } })
    const first = await hosts.take(100)
    expect(namesOf(first)).toEqual(['a.example/0', 'a.example/1'])
    expect(await hosts.take(100)).toEqual([])
    for (const entry of first) await hosts.release(entry.host, entry)
    expect(namesOf(await hosts.take(100))).toEqual(['a.example/2', 'a.example/3'])
    expect(await hosts.waiting()).toBe(1)
  })

  it('never gives an entry twice, though many take at once', async () => {
    const { hosts } = await lists('many', { slots: 64, waiting: { 'a.example': 40, 'b.example': 40 } })
    const taken = await Promise.all(Array.from({ length: 20 }, () => hosts.take(7)))
    expect(new Set(namesOf(taken.flat())).size).toBe(80)
    expect(taken.flat()).toHaveLength(80)
  })

  it('keeps a host waiting for its delay, also when its list was empty meanwhile', async () => {
    const { hosts, add } = await lists('delay', { delay: 300, waiting: { 'a.example': 1 } })
    expect(await hosts.take(10)).toHaveLength(1)
    await add('a.example', 'next', 'last')
    expect(await hosts.take(10)).toEqual([])
    await sleep(350)
    expect(namesOf(await hosts.take(10))).toEqual(['a.example/next'])
    expect(await hosts.take(10)).toEqual([])
  })

  it('holds the delay although a slot was freed at once', async () => {
    const { hosts } = await lists('delay-release', { delay: 400, slots: 1, waiting: { 'a.example': 2 } })
    const [first] = await hosts.take(10)
    if (first) await hosts.release(first.host, first)
    expect(await hosts.take(10)).toEqual([])
    await sleep(450)
    expect(await hosts.take(10)).toHaveLength(1)
  })

  it('serves every host, however many urls another one has', async () => {
    const small = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`h${at}.example`, 1]))
    const { hosts } = await lists('fair', { slots: 10, waiting: { 'big.example': 200, ...small } })
    const served = new Set<string>()
    for (let turn = 0; turn < 8; turn++) {
      const entries = await hosts.take(10)
      for (const entry of entries) served.add(entry.host)
      await Promise.all(entries.map((entry) => hosts.release(entry.host, entry)))
    }
    expect(served.size).toBe(31)
  })

  it('serves hosts behind more blocked ones than it takes at a time', async () => {
    const blocked = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`b${at}.example`, 1]))
    const { hosts } = await lists('behind', { waiting: { ...blocked, 'z.example': 1 } })
    for (const host of Object.keys(blocked)) await hosts.block(host, 60_000)
    const taken = [...(await hosts.take(5)), ...(await hosts.take(5)), ...(await hosts.take(5))]
    expect(namesOf(taken)).toEqual(['z.example/0'])
  })

  it('knows no slots and no delay for what needs no host', async () => {
    const { hosts } = await lists('texts', { delay: 60_000, slots: 1, waiting: { 'text:': 25 } })
    expect(await hosts.take(10)).toHaveLength(10)
    expect(await hosts.take(10)).toHaveLength(10)
    expect(await hosts.take(10)).toHaveLength(5)
    expect(await hosts.waiting()).toBe(0)
  })
})

describe('block', () => {
  it('keeps a host from being taken for so long', async () => {
    const { hosts } = await lists('block', { waiting: { 'a.example': 1, 'b.example': 1 } })
    await hosts.block('a.example', 300)
    expect(namesOf(await hosts.take(10))).toEqual(['b.example/0'])
    await sleep(350)
    expect(namesOf(await hosts.take(10))).toEqual(['a.example/0'])
  })

  it('is not cut short by a shorter one', async () => {
    const { hosts, own } = await lists('shorter', { waiting: { 'a.example': 1 } })
    await hosts.block('a.example', 60_000)
    await hosts.block('a.example', 10)
    expect(await redis.pttl(`${own}:host:a.example:blocked`)).toBeGreaterThan(50_000)
  })
})

describe('a paused host', () => {
  it('is passed over while others go on, and its entries wait', async () => {
    const { hosts, pause, own } = await lists('paused', { slots: 10, waiting: { 'a.example': 3, 'b.example': 2 } })
    await pause('host', 'a.example')
    expect(namesOf(await hosts.take(10))).toEqual(['b.example/0', 'b.example/1'])
    expect(await hosts.take(10)).toEqual([])
    expect(await hosts.waiting()).toBe(3)
    // It is not looked at in every turn.
    expect(Number(await redis.zscore(`${own}:hosts`, 'a.example'))).toBeGreaterThan(Date.now() + 500)
  })

  it('goes on when it is resumed, within a few seconds and in its order', async () => {
    const { hosts, pause, resume } = await lists('resumed', { slots: 10, waiting: { 'a.example': 3 } })
    await pause('host', 'a.example', 3_600_000)
    expect(await hosts.take(10)).toEqual([])
    await resume('a.example')
    await expect
      .poll(async () => namesOf(await hosts.take(10)), { timeout: 4_000 })
      .toEqual(['a.example/0', 'a.example/1', 'a.example/2'])
  })

  it('goes on when its time is over, though nobody resumes it', async () => {
    const { hosts, pause } = await lists('over', { slots: 10, waiting: { 'a.example': 2 } })
    await pause('host', 'a.example', 300)
    expect(await hosts.take(10)).toEqual([])
    await sleep(350)
    expect(await hosts.take(10)).toHaveLength(2)
  })

  it('is still blocked for as long as it asked, paused and resumed or not', async () => {
    const { hosts, pause, resume, own } = await lists('both', { waiting: { 'a.example': 1 } })
    await hosts.block('a.example', 60_000)
    await pause('host', 'a.example')
    await hosts.take(10)
    expect(await redis.pttl(`${own}:host:a.example:blocked`)).toBeGreaterThan(55_000)
    await resume('a.example')
    await sleep(2_050)
    expect(await hosts.take(10)).toEqual([])
    expect(await redis.pttl(`${own}:host:a.example:blocked`)).toBeGreaterThan(50_000)
  })

  it('does not hold up hosts behind it, however many are paused', async () => {
    const paused = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`b${at}.example`, 1]))
    const { hosts, pause } = await lists('many-paused', { waiting: { ...paused, 'z.example': 1 } })
    for (const host of Object.keys(paused)) await pause('host', host)
    const taken = [...(await hosts.take(5)), ...(await hosts.take(5)), ...(await hosts.take(5))]
    expect(namesOf(taken)).toEqual(['z.example/0'])
  })

  it('lets a further try wait, without a start of its own, for as long as it is paused', async () => {
    const { hosts, pause, resume, own } = await lists('paused-claim', { delay: 1_000, waiting: { 'a.example': 1 } })
    await hosts.take(1)
    await sleep(1_050)
    await pause('host', 'a.example')
    for (let times = 0; times < 2; times++) {
      const { waitMs, isPaused } = await hosts.claimStart('a.example', 5_000)
      expect(isPaused).toBe(true)
      expect(waitMs).toBeGreaterThan(5_000)
      expect(waitMs).toBeLessThanOrEqual(10_000)
    }
    expect(await redis.exists(`${own}:host:a.example:blocked`)).toBe(0)
    await resume('a.example')
    expect(await hosts.claimStart('a.example', 5_000)).toEqual({ waitMs: 0, isPaused: false })
    await pause('host', 'a.example', 2_500)
    const soon = await hosts.claimStart('a.example', 5_000)
    expect(soon.isPaused).toBe(false)
    expect(soon.waitMs).toBeGreaterThan(1_500)
    expect((await hosts.claimStart('a.example', 5_000)).waitMs).toBeGreaterThan(soon.waitMs + 900)
  })
})

describe('while FETCH is paused', () => {
  it('nothing is taken: what waits keeps its place and its delays', async () => {
    const { hosts, pause } = await lists('paused-stage', { slots: 10, waiting: { 'a.example': 2, 'text:': 1 } })
    await pause('stage', 'parse')
    expect(await hosts.take(1)).toHaveLength(1)
    await pause('stage', 'fetch', 300)
    expect(await hosts.take(10)).toEqual([])
    expect(await hosts.waiting()).toBe(2)
    await sleep(350)
    expect(await hosts.take(10)).toHaveLength(2)
  })
})

describe('release', () => {
  it('frees a slot once, however often it is called', async () => {
    const { hosts } = await lists('release', { slots: 1, waiting: { 'a.example': 3 } })
    const [first] = await hosts.take(10)
    if (!first) throw new Error('nothing was taken')
    await Promise.all([hosts.release(first.host, first), hosts.release(first.host, first)])
    expect(await hosts.take(10)).toHaveLength(1)
    await hosts.release(first.host, first)
    expect(await hosts.take(10)).toEqual([])
  })

  it('of a run that holds no slot changes nothing', async () => {
    const { hosts, own } = await lists('stranger', {})
    await hosts.release('a.example', { urlId: aFind('x').urlId, run: 1 })
    expect(await redis.exists(`${own}:hosts`)).toBe(0)
  })
})

describe('taken', () => {
  it('remembers who holds a slot, since when, until it is released', async () => {
    const { hosts, own } = await lists('taken', { waiting: { 'a.example': 1, 'b.example': 1 } })
    const entries = await hosts.take(10)
    const reopened = openHostLists(redis, { prefix: own, hostDelayMs: 0, hostConcurrency: 2 })
    const taken = await reopened.taken()
    expect(namesOf(taken.map(({ entry }) => entry)).sort()).toEqual(['a.example/0', 'b.example/0'])
    for (const { heldMs } of taken) {
      expect(heldMs).toBeGreaterThanOrEqual(0)
      expect(heldMs).toBeLessThan(5_000)
    }
    for (const entry of entries) await hosts.release(entry.host, entry)
    expect(await hosts.taken()).toEqual([])
    expect(await redis.exists(`${own}:hosts:taken`)).toBe(0)
  })

  it('still tells of the others where one cannot be read', async () => {
    const { hosts, own } = await lists('unreadable', { waiting: { 'a.example': 1 } })
    await hosts.take(10)
    await redis.hset(`${own}:host:a.example:taken`, 'strange', '1 {"v":7}', 'stranger', 'no entry')
    expect(await hosts.taken()).toHaveLength(1)
  })
})
