import { afterAll, describe, expect, it } from 'vitest'
import { aFind, failed, stopped, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openEventLog } from './event-log.ts'
import { openHostLists } from './host-lists.ts'
import { openRuns } from './runs.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

/** A line of its own, under a further prefix. */
function aLine(name: string, inFlightMax = 1_000) {
  const line = { prefix: `${prefix}:${name}`, seenDays: 90, inFlightMax }
  return {
    ...line,
    runs: openRuns(redis, line),
    events: openEventLog(redis, { ...line, eventsMax: 1_000, pageKeptMinutes: 15, failedKeptDays: 30 }),
    hosts: openHostLists(redis, { ...line, hostDelayMs: 0, hostConcurrency: 64 }),
  }
}

describe('accept', () => {
  it('starts one run, though the same url is offered a hundred times at once', async () => {
    const { runs, hosts } = aLine('once')
    const found = await Promise.all(Array.from({ length: 100 }, () => runs.accept(aFind('a'))))
    expect(found.filter(({ is }) => is === 'accepted')).toEqual([{ is: 'accepted', run: 1 }])
    expect(found.filter(({ is }) => is === 'running')).toHaveLength(99)
    expect(await hosts.waiting()).toBe(1)
    expect(await runs.counters()).toEqual({ accepted: 1 })
  })

  it('starts one run, though many processes offer the url at once', async () => {
    const line = aLine('processes')
    const many = Array.from({ length: 100 }, () => openRuns(redis, line))
    const found = await Promise.all(many.map((runs) => runs.accept(aFind('a'))))
    expect(found.filter(({ is }) => is === 'accepted')).toHaveLength(1)
    expect(await line.hosts.waiting()).toBe(1)
  })

  it('gives each of many urls its own answer', async () => {
    const { runs } = aLine('many')
    await runs.accept(aFind('3'))
    const found = await Promise.all(Array.from({ length: 1_200 }, (_, at) => runs.accept(aFind(String(at)))))
    expect(found.findIndex(({ is }) => is === 'running')).toBe(3)
    expect(found.filter(({ is }) => is === 'full')).toHaveLength(200)
  })

  it('knows a url whose run ended, and starts the next run only when asked to', async () => {
    const { runs, events, hosts } = aLine('again')
    await runs.accept(aFind('a'))
    expect(await runs.accept(aFind('a'), { again: true })).toEqual({ is: 'running', run: 1 })
    await events.end(stopped('a'))
    expect(await runs.accept(aFind('a'))).toEqual({ is: 'known', run: 1 })
    expect(await runs.accept(aFind('a'), { again: true })).toEqual({ is: 'accepted', run: 2 })
    expect(await runs.latest(urlIdOf('a'))).toBe(2)
    expect((await hosts.take(10)).map(({ run }) => run)).toEqual([1, 2])
  })

  it('starts one further run, though it is asked for many times at once', async () => {
    const { runs, events } = aLine('again-once')
    await runs.accept(aFind('a'))
    await events.end(failed('a'))
    const found = await Promise.all(Array.from({ length: 20 }, () => runs.accept(aFind('a'), { again: true })))
    expect(found.filter(({ is }) => is === 'accepted')).toEqual([{ is: 'accepted', run: 2 }])
  })

  it('takes no more than fit in flight, and takes more as runs end', async () => {
    const { runs, events } = aLine('full', 2)
    await runs.accept(aFind('a'))
    await runs.accept(aFind('b'))
    expect(await runs.accept(aFind('c'))).toEqual({ is: 'full', inFlight: 2 })
    expect(await runs.accept(aFind('a'))).toEqual({ is: 'running', run: 1 })
    expect(await runs.state({ urlId: urlIdOf('c'), run: 1 })).toEqual({ is: 'unknown' })
    await events.end(stopped('a'))
    expect(await runs.accept(aFind('c'))).toEqual({ is: 'accepted', run: 1 })
  })

  it('starts a further run only after the one that is named, and only once', async () => {
    const { runs, events } = aLine('after')
    await runs.accept(aFind('a'))
    await events.end(stopped('a'))
    const offers = Array.from({ length: 20 }, () => runs.accept(aFind('a'), { again: true, after: 1 }))
    expect((await Promise.all(offers)).filter(({ is }) => is === 'accepted')).toEqual([{ is: 'accepted', run: 2 }])
    await events.end(stopped('a', 2))
    expect(await runs.accept(aFind('a'), { again: true, after: 1 })).toEqual({ is: 'known', run: 2 })
  })

  it('never forgets a url whose run is on its way, be it its first or a further one', async () => {
    const { runs, events, prefix: own } = aLine('on-its-way')
    const mark = `${own}:url:${urlIdOf('a')}`
    await runs.accept(aFind('a'))
    expect(await redis.ttl(mark)).toBe(-1)
    await events.end(stopped('a'))
    expect(await redis.ttl(mark)).toBeGreaterThan(90 * 86_400 - 60)
    await runs.accept(aFind('a'), { again: true })
    expect(await redis.ttl(mark)).toBe(-1)
  })

  it('remembers a url for as long as it was last listed, and forgets it then', async () => {
    const { runs, events, prefix: own } = aLine('marks')
    const mark = `${own}:url:${urlIdOf('a')}`
    await runs.accept(aFind('a'))
    await events.end(stopped('a'))
    await redis.expire(mark, 100)
    await runs.accept(aFind('a', { discoveredAt: '2026-03-04T09:00:00.000Z' }))
    expect(await redis.ttl(mark)).toBeGreaterThan(90 * 86_400 - 60)
    expect(await redis.hget(mark, 'listedAt')).toBe(String(Date.parse('2026-03-04T09:00:00.000Z')))
  })

  it('refuses a message that breaks its contract: it would stop all that wait with it', async () => {
    const { runs, hosts } = aLine('broken')
    const long = aFind('long', { url: `https://news.example/${'x'.repeat(3_000)}` })
    const [refused, accepted] = await Promise.allSettled([runs.accept(long), runs.accept(aFind('good'))])
    expect(refused.status).toBe('rejected')
    expect(accepted).toEqual({ status: 'fulfilled', value: { is: 'accepted', run: 1 } })
    expect(await hosts.waiting()).toBe(1)
  })

  it('keeps every character of the message, quotes and braces of its title included', async () => {
    const { runs, hosts } = aLine('characters')
    const found = aFind('a', { hint: { title: '"urlId":"u0" },"run":7} \\ \u2028 😀', publishedAt: '2026-03-03' } })
    await runs.accept(found)
    expect(await hosts.take(10)).toEqual([{ ...found, acceptedMs: expect.any(Number), run: 1 }])
    expect((await hosts.taken()).map(({ entry }) => entry)).toMatchObject([{ ...found, run: 1 }])
  })
})

describe('state', () => {
  it('tells a run that is on its way from one that ended, and from one that never was', async () => {
    const { runs, events } = aLine('state')
    const of = (run: number) => runs.state({ urlId: urlIdOf('a'), run })
    expect(await of(1)).toEqual({ is: 'unknown' })
    await runs.accept(aFind('a'))
    expect(await of(1)).toEqual({ is: 'running' })
    await events.end(failed('a'))
    expect(await of(1)).toEqual({ is: 'ended', by: 'url.failed' })
    expect(await of(2)).toEqual({ is: 'unknown' })
    await runs.accept(aFind('a'), { again: true })
    expect(await of(1)).toEqual({ is: 'ended', by: 'url.failed' })
    expect(await of(2)).toEqual({ is: 'running' })
  })
})

describe('entry', () => {
  it('is kept while the run is on its way and where it failed, and let go where it ended well', async () => {
    const { runs, events } = aLine('entry')
    for (const name of ['a', 'b']) await runs.accept(aFind(name))
    expect(await runs.entry(urlIdOf('a'))).toEqual({ ...aFind('a'), run: 1 })
    await events.end(failed('a'))
    await events.end(stopped('b'))
    expect(await runs.entry(urlIdOf('a'))).toEqual({ ...aFind('a'), run: 1 })
    expect(await runs.entry(urlIdOf('b'))).toBeUndefined()
  })
})
