import { CloudEvent, eventBytesMax, type SideEvent, type TerminalEvent } from '@stancewire/contracts'
import { afterAll, describe, expect, it } from 'vitest'
import { aFind, articleIdOf, failed, stopped, storyIdOf, storyUpdated, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openEventLog } from './event-log.ts'
import { openRuns } from './runs.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

function aLog(name: string, { eventsMax = 1_000, pageKeptMinutes = 15 } = {}) {
  const own = `${prefix}:${name}`
  const events = openEventLog(redis, { prefix: own, eventsMax, seenDays: 90, pageKeptMinutes, failedKeptDays: 30 })
  const all = async () => (await events.read('0', { count: 10_000 })).map(({ event }) => event)
  return { own, events, all, runs: openRuns(redis, { prefix: own, seenDays: 90, inFlightMax: 1_000 }) }
}

describe('end', () => {
  it('ends a run once, whatever its type', async () => {
    const { events, all } = aLog('once')
    expect(await events.end(stopped('a'))).toBe('published')
    expect(await events.end(stopped('a'))).toBe('already')
    expect(await events.end(failed('a'))).toBe('already')
    expect(await events.end(failed('a', 2))).toBe('published')
    expect((await all()).map(({ type }) => type)).toEqual(['url.stopped', 'url.failed'])
  })

  it('ends a run once, though many try at the same moment', async () => {
    const { events, all, runs } = aLog('concurrent')
    await runs.accept(aFind('a'))
    const tries = Array.from({ length: 60 }, (_, at) => events.end(at % 2 ? stopped('a') : failed('a')))
    expect((await Promise.all(tries)).filter((is) => is === 'published')).toHaveLength(1)
    expect(await all()).toHaveLength(1)
    expect(await runs.counters()).toMatchObject({ accepted: 1, ended: 1 })
  })

  it('refuses the end of a job that another worker holds by now, or nobody', async () => {
    const { events, all, own } = aLog('fenced')
    const fence = { lock: `${own}:lock`, token: 'mine' }
    expect(await events.end(stopped('a'), fence)).toBe('fenced')
    await redis.set(fence.lock, 'of another')
    expect(await events.end(stopped('a'), fence)).toBe('fenced')
    expect(await events.announce(storyUpdated('a', 2), fence)).toBe('fenced')
    expect(await all()).toEqual([])
    await redis.set(fence.lock, 'mine')
    expect(await events.end(stopped('a'), fence)).toBe('published')
  })

  it('counts ends by type, and stops by reason', async () => {
    const { events, runs } = aLog('counters')
    for (const name of ['a', 'b', 'c']) await events.end(stopped(name))
    await events.end(failed('d'))
    expect(await runs.counters()).toEqual({ ended: 4, 'stop:off-topic': 3, 'end:url.failed': 1 })
  })

  it('remembers the end as long as the url', async () => {
    const { events, own } = aLog('remembers')
    await events.end(stopped('a'))
    expect(await redis.ttl(`${own}:url:${urlIdOf('a')}`)).toBeGreaterThan(90 * 86_400 - 60)
  })

  it('writes what the contract of the event says, and no more', async () => {
    const { events, all } = aLog('contract')
    const event = stopped('a')
    const foreign: object = { html: '<p>' }
    await events.end({ ...event, data: { ...event.data, ...foreign } } as TerminalEvent)
    const [written] = await all()
    expect(CloudEvent.parse(written)).toEqual(written)
    expect(written?.data).toEqual(event.data)
  })

  it('refuses an event that breaks its contract, and the run can still end', async () => {
    const { events, all } = aLog('broken')
    const event = failed('a')
    const broken = { ...event, data: { ...event.data, attempts: -1 } } as TerminalEvent
    await expect(events.end(broken)).rejects.toThrow()
    expect(await all()).toEqual([])
    expect(await events.end(event)).toBe('published')
  })
})

describe('announce', () => {
  it('writes the same event once, and another state of the same story as another event', async () => {
    const { events, all } = aLog('announce')
    const told = await Promise.all([1, 1, 2, 1, 2].map((size) => events.announce(storyUpdated('s', size))))
    expect(told.filter((is) => is === 'published')).toHaveLength(2)
    expect((await all()).map(({ type }) => type).sort()).toEqual(['story.created', 'story.updated'])
  })
})

describe('sequence', () => {
  it('counts per subject from 1 without a gap, though many write at once', async () => {
    const { events, all } = aLog('sequence')
    const sizes = Array.from({ length: 40 }, (_, at) => at + 1)
    await Promise.all(['s', 't'].flatMap((story) => sizes.map((size) => events.announce(storyUpdated(story, size)))))
    await Promise.all(sizes.map((size) => events.announce(storyUpdated('s', size))))
    for (const story of ['s', 't']) {
      const own = (await all()).filter(({ subject }) => subject === storyIdOf(story))
      expect(own.map(({ sequence }) => Number(sequence))).toEqual(sizes)
    }
  })

  it('is ten digits', async () => {
    const { events, all } = aLog('digits')
    await events.end(stopped('a'))
    expect((await all())[0]?.sequence).toBe('0000000001')
  })
})

describe('size', () => {
  const withTitles = (count: number): SideEvent => {
    const event = storyUpdated('s', 1)
    return { ...event, data: { ...event.data, topics: Array(20).fill('t'.repeat(count)) } } as SideEvent
  }

  it('refuses an event above the limit before anything is written', async () => {
    const { events, all, own } = aLog('oversized')
    const positions = Array.from({ length: 90 }, () => ({
      holder: 'Ida Holm',
      holderType: 'person',
      affiliation: null,
      stance: 'support',
      sub: null,
      strength: 'weak',
      confidence: 0.5,
      quote: 'ø'.repeat(400),
      start: 0,
      end: 400,
      attribution: 'indirect',
      aka: [],
    }))
    const topic = { id: 't', relevance: 1, articleStance: 'neutral', stanceStatus: 'classified', positions }
    const { data } = stopped('a')
    const event = {
      type: 'article.classified',
      data: {
        urlId: data.urlId,
        run: 1,
        url: data.url,
        articleId: articleIdOf('a'),
        title: 'A',
        outlet: null,
        authors: [],
        publishedAt: null,
        modifiedAt: null,
        fetchedAt: '2026-03-03T09:00:00Z',
        language: 'en',
        kind: 'article',
        relation: 'new',
        similarity: 0,
        groupId: articleIdOf('a'),
        storyId: storyIdOf('a'),
        revision: 1,
        textHash: '0',
        reuses: [],
        topics: [topic],
        truncated: false,
      },
    } as unknown as TerminalEvent
    await expect(events.end(event)).rejects.toThrow(/at most 65536 fit/)
    expect(await all()).toEqual([])
    expect(await redis.exists(`${own}:url:${data.urlId}`)).toBe(0)
  })

  it('of what is written stays below the limit, envelope included', async () => {
    const { events, own } = aLog('written')
    await events.announce(withTitles(80))
    const [entry] = await redis.xrange(`${own}:events`, '-', '+')
    const json = entry?.[1][(entry[1].indexOf('event') ?? -2) + 1] ?? ''
    expect(Buffer.byteLength(json)).toBeLessThan(eventBytesMax)
  })

  it('of the stream is bounded', async () => {
    const { events, own } = aLog('cap', { eventsMax: 100 })
    for (let at = 0; at < 600; at += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, more) => events.end(stopped(String(at + more)))))
    }
    expect(await redis.xlen(`${own}:events`)).toBeGreaterThanOrEqual(100)
    expect(await redis.xlen(`${own}:events`)).toBeLessThanOrEqual(300)
  })
})

describe('read', () => {
  it('goes on after a position, oldest first', async () => {
    const { events } = aLog('read')
    for (const name of ['a', 'b', 'c']) await events.end(stopped(name))
    const first = await events.read('0', { count: 2 })
    expect(first.map(({ event }) => event.subject)).toEqual([urlIdOf('a'), urlIdOf('b')])
    const rest = await events.read(first.at(-1)?.position ?? '', { count: 10 })
    expect(rest.map(({ event }) => event.subject)).toEqual([urlIdOf('c')])
    expect(await events.read(rest.at(-1)?.position ?? '', { count: 10 })).toEqual([])
  })

  it('leaves out what is no event, however much of it there is, and gives it where all is asked for', async () => {
    const { events, own } = aLog('foreign')
    const put = (...fields: string[]) => redis.xadd(`${own}:events`, '*', ...fields)
    await events.end(stopped('a'))
    for (const text of ['{"half', 'null', '[]', '']) await put('event', text)
    await put('note', 'event')
    await events.end(stopped('b'))
    const all = await events.readRaw('0', { count: 10 })
    expect(all.map(({ json }) => json).slice(1, -1)).toEqual(['{"half', 'null', '[]', '', '["note","event"]'])
    const first = await events.read('0', { count: 1 })
    const next = await events.read(first[0]?.position ?? '', { count: 2 })
    expect(next.map(({ event }) => event.subject)).toEqual([urlIdOf('b')])
    expect(next[0]?.position).toBe(all.at(-1)?.position)
  })

  it('waits for what comes', async () => {
    const { events, own } = aLog('waits')
    await using other = openTestRedis()
    const options = { prefix: own, eventsMax: 100, seenDays: 90, pageKeptMinutes: 15, failedKeptDays: 30 }
    const waiting = openEventLog(other.redis, options).read('0', { count: 10, waitMs: 5_000 })
    await events.end(stopped('a'))
    expect(await waiting).toHaveLength(1)
  })

  it('gives nothing where nothing comes in time', async () => {
    const { events } = aLog('nothing')
    expect(await events.read('0', { count: 10, waitMs: 20 })).toEqual([])
  })
})
