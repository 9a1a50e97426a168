import { afterAll, expect, it } from 'vitest'
import { aFind, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { type AtHost, openHostCensus } from './host-census.ts'
import { openHostLists } from './host-lists.ts'
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
  expect(await census.busiest({ shown: 5, lookedMax: 100 })).toEqual({ count: 0, looked: 0, waiting: 0, busiest: [] })
  const counts = { 'a.example': 1, 'b.example': 7, 'c.example': 3, 'd.example': 2 }
  for (const [host, count] of Object.entries(counts))
    for (let at = 0; at < count; at++) await runs.accept(aFind(`${host}/${at}`, { host }))
  await hosts.block('c.example', 60_000)
  await hosts.take(10)
  const found = await census.busiest({ shown: 2, lookedMax: 100 })
  // The last one of a.example was taken: nothing waits there.
  expect(found).toMatchObject({ count: 3, looked: 3, waiting: 6 + 3 + 1 })
  expect(found.busiest).toMatchObject([
    { host: 'b.example', waiting: 6, held: 1, blockedMs: 0 },
    { host: 'c.example', waiting: 3, held: 0 },
  ])
  expect(found.busiest[1]?.blockedMs).toBeGreaterThan(50_000)
  expect(await census.busiest({ shown: 2, lookedMax: 2 })).toMatchObject({ count: 3, looked: 2 })
})
