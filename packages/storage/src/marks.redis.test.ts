import { afterAll, describe, expect, it } from 'vitest'
import { aFind, stopped, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openEventLog } from './event-log.ts'
import { openHostLists } from './host-lists.ts'
import { openMarks } from './marks.ts'
import { openRuns } from './runs.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

function aLine(name: string) {
  const own = `${prefix}:${name}`
  const kept = { eventsMax: 1_000, seenDays: 90, pageKeptMinutes: 15, failedKeptDays: 30 }
  return {
    own,
    marks: openMarks(redis, { prefix: own }),
    runs: openRuns(redis, { prefix: own, seenDays: 90, inFlightMax: 100_000 }),
    hosts: openHostLists(redis, { prefix: own, hostDelayMs: 0, hostConcurrency: 2 }),
    events: openEventLog(redis, { prefix: own, ...kept }),
  }
}

const ref = { urlId: urlIdOf('a'), run: 1 }
const unheld = { jobKeys: [], isHeld: false }

describe('all', () => {
  it('gives every mark, with its runs and how they ended', async () => {
    const { marks, runs, events } = aLine('all')
    const names = Array.from({ length: 2_500 }, (_, at) => `n${at}`)
    await Promise.all(names.map((name) => runs.accept(aFind(name))))
    await events.end(stopped('n7'))
    await runs.accept(aFind('n7'), { again: true })
    const found = new Map<string, unknown>()
    for await (const some of marks.all()) for (const mark of some) found.set(mark.urlId, mark)
    expect(found.size).toBe(names.length)
    const n7 = { urlId: urlIdOf('n7'), run: 2, ends: new Map([[1, 'url.stopped']]), hasEntry: true }
    expect(found.get(urlIdOf('n7'))).toEqual(n7)
    expect(await marks.of([urlIdOf('none'), urlIdOf('n7')])).toEqual([undefined, n7])
  })

  it('gives a broken mark too', async () => {
    const { marks, own } = aLine('broken')
    await redis.hset(`${own}:url:x`, 'end:1', 'url.stopped', 'end:x', '', 'run', 'many')
    expect(await marks.of(['x'])).toEqual([
      { urlId: 'x', run: Number.NaN, ends: new Map([[1, 'url.stopped']]), hasEntry: false },
    ])
  })
})

describe('putBack', () => {
  /** The run is in no list any more. */
  async function lost(name: string) {
    const line = aLine(name)
    await line.runs.accept(aFind('a'))
    await redis.del(`${line.own}:host:news.example:waiting`, `${line.own}:hosts`)
    return line
  }

  it('puts a lost run where it waited, once', async () => {
    const { marks, hosts } = await lost('back')
    expect(await marks.putBack(ref, unheld)).toBe('back')
    expect(await marks.putBack(ref, unheld)).toBe('found')
    expect(await hosts.take(10)).toMatchObject([{ ...aFind('a'), run: 1 }])
    expect(await marks.putBack(ref, unheld)).toBe('found')
  })

  it('frees a slot that is known to be forgotten', async () => {
    const { marks, hosts, runs } = aLine('held')
    await runs.accept(aFind('a'))
    await hosts.take(1)
    expect(await marks.putBack(ref, { jobKeys: [], isHeld: true })).toBe('back')
    expect(await hosts.taken()).toEqual([])
    expect(await hosts.waiting()).toBe(1)
  })

  it('leaves alone a run that has a job, or has ended', async () => {
    const { marks, hosts, events, own } = await lost('not-lost')
    await redis.hset(`${own}:job`, 'a', 'job')
    expect(await marks.putBack(ref, { jobKeys: [`${own}:no-job`, `${own}:job`], isHeld: false })).toBe('found')
    await events.end(stopped('a'))
    expect(await marks.putBack(ref, unheld)).toBe('found')
    expect(await hosts.waiting()).toBe(0)
  })

  it.each([
    ['none', ''],
    ['half of it', '{"urlId":"'],
    ['no JSON', `{"urlId":"${ref.urlId}", "run":1}`.replace('{', '{{').replace(' ', '')],
    ['no host', JSON.stringify({ urlId: ref.urlId, run: 1 })],
    ['another run', JSON.stringify({ urlId: ref.urlId, host: 'news.example', run: 2 })],
    ['its run not at the end', JSON.stringify({ urlId: ref.urlId, run: 1, host: 'news.example' })],
  ])('puts nothing back where of the first message there is %s', async (what, entry) => {
    const { marks, own } = await lost(`unreadable ${what}`)
    await redis.hset(`${own}:url:${ref.urlId}`, 'entry', entry)
    expect(await marks.putBack(ref, unheld)).toBe('unreadable')
    expect(await redis.keys(`${own}:host*`)).toEqual([])
  })
})

describe('correctCounters', () => {
  it('sets what is wrong, and counters that were missing', async () => {
    const { marks, runs, own } = aLine('correct')
    await redis.hset(`${own}:counters`, { accepted: 5, ended: 2 })
    const right = { accepted: 3, ended: 3, 'stop:gone': 3 }
    expect(await marks.correctCounters({ accepted: 5, ended: 2 }, right)).toBe(true)
    expect(await runs.counters()).toEqual(right)
  })

  it('sets nothing where one has changed since', async () => {
    const { marks, runs, own } = aLine('changed')
    await redis.hset(`${own}:counters`, { accepted: 6, ended: 2 })
    expect(await marks.correctCounters({ accepted: 5, ended: 2 }, { accepted: 3 })).toBe(false)
    expect(await marks.correctCounters({ accepted: 6 }, { accepted: 3, ended: 1 })).toBe(false)
    expect(await runs.counters()).toEqual({ accepted: 6, ended: 2 })
  })
})
