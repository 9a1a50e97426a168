import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { aFind, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { type AtHost, openHostCensus } from './host-census.ts'
import { openHostLists } from './host-lists.ts'
import { openPauses } from './pauses.ts'
import { openRuns } from './runs.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

function aLine(name: string) {
  const own = `${prefix}:${name}`
  return {
    own,
    census: openHostCensus(redis, { prefix: own }),
    runs: openRuns(redis, { prefix: own, seenDays: 90, inFlightMax: 100_000 }),
    hosts: openHostLists(redis, { prefix: own, hostDelayMs: 0, hostConcurrency: 1 }),
  }
}

async function allOf(census: { all(): AsyncGenerator<AtHost[]> }): Promise<AtHost[]> {
  const found: AtHost[] = []
  for await (const page of census.all()) found.push(...page)
  return found
}

it('finds everything that waits, however much, and every slot that is held', async () => {
  const { census, runs, hosts } = aLine('all')
  const names = Array.from({ length: 2_300 }, (_, at) => `n${at}`)
  for (const name of names) void runs.accept(aFind(name))
  await runs.accept(aFind('local', { host: 'text:' }))
  await runs.accept(aFind('address', { host: '[::1]' }))
  const before = Date.now()
  await hosts.take(10)
  const found = await allOf(census)
  expect(new Set(found.map(({ ref }) => ref?.urlId)).size).toBe(names.length + 2)
  const held = found.filter(({ heldSinceMs }) => heldSinceMs !== null)
  expect(held.map(({ host }) => host).sort()).toEqual(['[::1]', 'news.example', 'text:'])
  for (const { heldSinceMs } of held) expect(Math.abs((heldSinceMs ?? 0) - before)).toBeLessThan(60_000)
})

it('finds entries that cannot be read', async () => {
  const { census, own } = aLine('unreadable')
  await redis.rpush(`${own}:host:a.example:waiting`, '{"half', `{"urlId":"${urlIdOf('a')}","run":3}`)
  const read = (ref: AtHost['ref']) => ({ host: 'a.example', heldSinceMs: null, ref })
  expect(await allOf(census)).toEqual([read(null), read({ urlId: urlIdOf('a'), run: 3 })])
})

it('finds hosts that are not listed where they would be looked for, and lists them again', async () => {
  const { census, runs, hosts, own } = aLine('stranded')
  await runs.accept(aFind('a', { host: 'a.example' }))
  await hosts.take(1)
  await runs.accept(aFind('b', { host: 'b.example' }))
  await runs.accept(aFind('c', { host: 'c.example' }))
  expect(await census.stranded()).toEqual([])
  await redis.srem(`${own}:hosts:taken`, 'a.example')
  await redis.zrem(`${own}:hosts`, 'b.example')
  expect((await census.stranded()).sort()).toEqual(['a.example', 'b.example'])
  expect(await census.relist(['a.example', 'b.example', 'c.example'])).toBe(2)
  expect(await census.stranded()).toEqual([])
  expect((await hosts.take(5)).map(({ host }) => host).sort()).toEqual(['b.example', 'c.example'])
})

it('tells the busiest hosts, and how many wait at all that were looked at', async () => {
  const { census, runs, hosts } = aLine('busiest')
  expect(await census.busiest({ shown: 5, lookedMax: 100, hostDelayMs: 0 })).toEqual({
    ...{ count: 0, looked: 0, waiting: 0, oldestMs: null, overdueMs: null, busiest: [] },
  })
  const counts = { 'a.example': 1, 'b.example': 7, 'c.example': 3, 'd.example': 2 }
  for (const [host, count] of Object.entries(counts))
    for (let at = 0; at < count; at++) await runs.accept(aFind(`${host}/${at}`, { host }))
  await hosts.block('c.example', 60_000)
  await hosts.take(10)
  const found = await census.busiest({ shown: 2, lookedMax: 100, hostDelayMs: 0 })
  // The last one of a.example was taken: nothing waits there.
  expect(found).toMatchObject({ count: 3, looked: 3, waiting: 6 + 3 + 1 })
  expect(found.busiest).toMatchObject([
    { host: 'b.example', waiting: 6, held: 1, blockedMs: 0 },
    { host: 'c.example', waiting: 3, held: 0 },
  ])
  expect(found.busiest[1]?.blockedMs).toBeGreaterThan(50_000)
  expect(await census.busiest({ shown: 2, lookedMax: 2, hostDelayMs: 0 })).toMatchObject({ count: 3, looked: 2 })
})

describe('the oldest that waits', () => {
  const usual = { shown: 5, lookedMax: 5_000, hostDelayMs: 0 }
  /** As if it had been accepted so long ago. */
  async function makeOlder(own: string, host: string, byMs: number): Promise<void> {
    const list = `${own}:host:${host}:waiting`
    const entry = (await redis.lindex(list, 0)) ?? ''
    await redis.lset(
      list,
      0,
      entry.replace(/"acceptedMs":(\d+)/, (_, ms) => `"acceptedMs":${Number(ms) - byMs}`),
    )
  }
  const hourMs = 3_600_000

  it('is told with its age, and with the time for which nobody came although its host could be asked', async () => {
    const { own, census, runs, hosts } = aLine('oldest')
    const longAgo = new Date(Date.now() - 9 * 24 * hourMs).toISOString()
    // Discovered long ago, and started again just now: it has waited since then.
    await runs.accept(aFind('again', { host: 'a.example', discoveredAt: longAgo }))
    await runs.accept(aFind('b', { host: 'b.example' }))
    expect((await census.busiest(usual)).oldestMs).toBeLessThan(60_000)
    await makeOlder(own, 'b.example', 3 * hourMs)
    const { oldestMs, overdueMs } = await census.busiest(usual)
    for (const ms of [oldestMs, overdueMs]) {
      expect(ms).toBeGreaterThanOrEqual(3 * hourMs)
      expect(ms).toBeLessThan(3 * hourMs + 60_000)
    }
    await hosts.take(5)
    expect(await census.busiest(usual)).toMatchObject({ waiting: 0, oldestMs: null, overdueMs: null })
  })

  it('is nobody’s fault where its host was asked as often as it may be', async () => {
    const { own, census, runs } = aLine('asked')
    const hosts = openHostLists(redis, { prefix: own, hostDelayMs: 60_000, hostConcurrency: 1 })
    for (const name of ['a', 'b']) await runs.accept(aFind(name, { host: 'a.example' }))
    await hosts.take(1)
    await makeOlder(own, 'a.example', hourMs)
    const found = await census.busiest({ ...usual, hostDelayMs: 60_000 })
    expect(found.oldestMs).toBeGreaterThanOrEqual(hourMs)
    expect(found.overdueMs).toBeNull()
  })

  it('leaves out what is put off on purpose: at a host that is paused, or asked for patience, and while FETCH is paused', async () => {
    const { own, census, runs, hosts } = aLine('aside')
    const pauses = openPauses(redis, { prefix: own })
    const by = { by: 'desk', reason: 'a test' }
    for (const host of ['paused.example', 'patient.example', 'free.example']) await runs.accept(aFind(host, { host }))
    for (const host of ['paused.example', 'patient.example']) await makeOlder(own, host, hourMs)
    await pauses.pause({ kind: 'host', name: 'paused.example', ...by })
    await hosts.block('patient.example', hourMs)
    const { waiting, oldestMs } = await census.busiest(usual)
    expect(waiting).toBe(3)
    expect(oldestMs).toBeLessThan(60_000)
    await pauses.pause({ kind: 'stage', name: 'fetch', ...by })
    expect(await census.busiest(usual)).toMatchObject({ waiting: 3, oldestMs: null, overdueMs: null })
    await pauses.resume({ kind: 'stage', name: 'fetch' })
    await pauses.resume({ kind: 'host', name: 'paused.example' })
    expect((await census.busiest(usual)).oldestMs).toBeGreaterThanOrEqual(hourMs)
  })

  it('is told of an entry that does not say when it was accepted since the turn of its host came', async () => {
    const { own, census } = aLine('older')
    await redis.rpush(`${own}:host:a.example:waiting`, `{"urlId":"${urlIdOf('a')}","run":3}`)
    await redis.zadd(`${own}:hosts`, 0, 'a.example')
    expect(await census.busiest(usual)).toMatchObject({ waiting: 1, oldestMs: null })
    await redis.zadd(`${own}:hosts`, Date.now() - hourMs, 'a.example')
    expect((await census.busiest(usual)).overdueMs).toBeGreaterThan(hourMs - 60_000)
  })

  it('is found with as many commands at a hundred hosts as at one', async () => {
    const { own, runs } = aLine('commands')
    const asking = redis.duplicate()
    const sent: string[] = []
    const send = asking.sendCommand.bind(asking)
    asking.sendCommand = (command, stream) => {
      sent.push(command.name)
      return send(command, stream)
    }
    const census = openHostCensus(asking, { prefix: own })
    await runs.accept(aFind('first', { host: 'first.example' }))
    await census.busiest(usual)
    await sleep(50)
    sent.length = 0
    await census.busiest(usual)
    const atOne = sent.length
    await Promise.all(Array.from({ length: 99 }, (_, at) => runs.accept(aFind(`h${at}`, { host: `h${at}.example` }))))
    sent.length = 0
    expect((await census.busiest(usual)).count).toBe(100)
    expect(sent).toHaveLength(atOne)
    expect(atOne).toBe(3)
    asking.disconnect()
  })
})
