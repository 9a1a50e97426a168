import { afterAll, describe, expect, it } from 'vitest'
import { aFind, failed, stopped, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openEventLog } from './event-log.ts'
import { openReplays, type ReplayRequest } from './replays.ts'
import { openRuns } from './runs.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

/** A line of its own, under a further prefix. */
function aLine(name: string, inFlightMax = 1_000) {
  const line = { prefix: `${prefix}:${name}`, seenDays: 90, inFlightMax }
  const runs = openRuns(redis, line)
  const events = openEventLog(redis, { ...line, eventsMax: 1_000, pageKeptMinutes: 15, failedKeptDays: 30 })
  const replays = openReplays(redis, line)
  return {
    ...line,
    runs,
    events,
    replays,
    /** Runs of these URLs, each with its end. */
    async ended(...names: string[]) {
      for (const each of names) {
        await runs.accept(aFind(each), { again: true })
        await events.end(stopped(each, await runs.latest(urlIdOf(each))))
      }
    },
    async turn(slots = 10) {
      const next = await replays.next(slots)
      if (next.is !== 'next') throw new Error(`it is nobody's turn: ${next.is}`)
      return next
    },
  }
}

const asks = (name: string, run = 1, batch = 'b1'): ReplayRequest => ({
  ...aFind(name),
  run,
  batch,
  stage: 'deduplicate',
})

describe('a request', () => {
  it('changes nothing of its URL until its turn comes', async () => {
    const { replays, runs, ended } = aLine('quiet')
    await ended('a')
    expect(await replays.request('b1', [asks('a')])).toBe(1)
    expect(await runs.latest(urlIdOf('a'))).toBe(1)
    expect(await runs.accept(aFind('a'))).toEqual({ is: 'known', run: 1 })
    expect(await runs.accept(aFind('a'), { again: true })).toEqual({ is: 'accepted', run: 2 })
  })

  it('is refused where it breaks its contract', async () => {
    const { replays } = aLine('contract')
    await expect(replays.request('b1', [{ ...asks('a'), run: 0 }])).rejects.toThrow()
    await expect(replays.request('b 1', [asks('a')])).rejects.toThrow()
    await expect(replays.request('b1', [{ ...asks('a'), stage: 'fetch' as 'parse' }])).rejects.toThrow()
    expect(await replays.waiting()).toBe(0)
  })

  it('waits where it is asked, once ten thousand wait here', async () => {
    const { replays } = aLine('bounded')
    const many = Array.from({ length: 6_000 }, () => asks('a'))
    expect(await replays.request('b1', many)).toBe(6_000)
    expect(await replays.request('b1', many)).toBe(4_000)
    expect(await replays.request('b1', many)).toBe(0)
    expect(await replays.progress('b1')).toMatchObject({ requested: 10_000 })
  })

  it('that cannot be read does not hold up those behind it', async () => {
    const line = aLine('unreadable')
    await line.ended('a')
    await redis.rpush(`${line.prefix}:replay:waiting`, 'no JSON', '{"batch":"b1","of":"another version"}')
    await line.replays.request('b1', [asks('a')])
    expect((await line.turn()).request).toEqual(asks('a'))
    expect((await line.replays.progress('b1')).skipped).toEqual({ unreadable: 1 })
  })
})

describe('a turn', () => {
  it('starts one further run in one step: number, account, entry and slot', async () => {
    const line = aLine('start')
    await line.ended('a')
    await line.replays.request('b1', [asks('a')])
    expect(await line.replays.start(await line.turn(), 10)).toEqual({ is: 'started', run: 2 })
    expect(await line.runs.state({ urlId: urlIdOf('a'), run: 2 })).toEqual({ is: 'running' })
    expect(await line.runs.counters()).toMatchObject({ accepted: 2, ended: 1 })
    expect(await line.runs.entry(urlIdOf('a'))).toEqual({ ...aFind('a'), run: 2, lane: 'replay' })
    expect(await line.replays.waiting()).toBe(0)
    const [taken, ...others] = await line.replays.taken()
    expect(others).toEqual([])
    expect(taken).toMatchObject({ request: asks('a'), ref: { urlId: urlIdOf('a'), run: 2 } })
    expect(taken?.heldMs).toBeGreaterThanOrEqual(0)
    expect(taken?.heldMs).toBeLessThan(60_000)
  })

  it('leaves the mark without an end to its life while the run is on its way', async () => {
    const line = aLine('persist')
    await line.ended('a')
    const mark = `${line.prefix}:url:${urlIdOf('a')}`
    expect(await redis.ttl(mark)).toBeGreaterThan(0)
    await line.replays.request('b1', [asks('a')])
    await line.replays.start(await line.turn(), 10)
    expect(await redis.ttl(mark)).toBe(-1)
    await line.events.end(stopped('a', 2))
    expect(await redis.ttl(mark)).toBeGreaterThan(0)
  })

  it('is given to one of many processes', async () => {
    const line = aLine('race')
    await line.ended('a', 'b')
    await line.replays.request('b1', [asks('a'), asks('b')])
    const turn = await line.turn()
    const others = Array.from({ length: 20 }, () => openReplays(redis, line).start(turn, 10))
    const started = await Promise.all(others)
    expect(started.filter(({ is }) => is === 'started')).toHaveLength(1)
    expect(started.filter(({ is }) => is === 'moved')).toHaveLength(19)
    expect(await line.runs.counters()).toMatchObject({ accepted: 3 })
  })

  it.each([
    ['running', 'is on its way', async ({ runs }: Line) => void (await runs.accept(aFind('a'), { again: true }))],
    ['newer', 'ran again since', async ({ ended }: Line) => ended('a')],
    ['unknown', 'is not known', async ({ prefix: own }: Line) => void (await redis.del(`${own}:url:${urlIdOf('a')}`))],
  ])('is let go as "%s" where the URL %s', async (why, _, happens) => {
    const line = aLine(why)
    await line.ended('a')
    await line.replays.request('b1', [asks('a')])
    const turn = await line.turn()
    await happens(line)
    const counters = await line.runs.counters()
    expect(await line.replays.start(turn, 10)).toEqual({ is: 'skipped', why })
    expect(await line.runs.counters()).toEqual(counters)
    expect(await line.replays.next(10)).toEqual({ is: 'idle' })
    expect(await line.replays.progress('b1')).toEqual({ requested: 1, started: 0, ended: 0, skipped: { [why]: 1 } })
  })

  it('stays where the line takes no more now', async () => {
    const line = aLine('full', 1)
    await line.ended('a')
    await line.runs.accept(aFind('other'))
    await line.replays.request('b1', [asks('a')])
    expect(await line.replays.start(await line.turn(), 10)).toEqual({ is: 'full' })
    expect(await line.replays.waiting()).toBe(1)
    await line.events.end(stopped('other'))
    expect(await line.replays.start(await line.turn(), 10)).toEqual({ is: 'started', run: 2 })
  })

  it('comes for a run that failed too', async () => {
    const line = aLine('failed')
    await line.runs.accept(aFind('a'))
    await line.events.end(failed('a'))
    await line.replays.request('b1', [asks('a')])
    expect(await line.replays.start(await line.turn(), 10)).toEqual({ is: 'started', run: 2 })
  })

  it('is passed over with a reason', async () => {
    const line = aLine('skip')
    await line.replays.request('b1', [asks('a'), asks('b')])
    await line.replays.skip(await line.turn(), 'no-body')
    expect((await line.turn()).request.urlId).toBe(urlIdOf('b'))
    expect((await line.replays.progress('b1')).skipped).toEqual({ 'no-body': 1 })
  })
})

type Line = ReturnType<typeof aLine>

describe('slots', () => {
  it('are never more than there are, and are free again when their run has ended', async () => {
    const line = aLine('slots')
    await line.ended('a', 'b', 'c')
    await line.replays.request(
      'b1',
      ['a', 'b', 'c'].map((name) => asks(name)),
    )
    for (let count = 0; count < 2; count++) await line.replays.start(await line.turn(2), 2)
    expect(await line.replays.next(2)).toEqual({ is: 'busy' })
    const third = { request: asks('c'), waiting: (await redis.lindex(`${line.prefix}:replay:waiting`, 0)) ?? '' }
    expect(await line.replays.start(third, 2)).toEqual({ is: 'moved' })
    await line.events.end(stopped('a', 2))
    expect(await line.replays.start(await line.turn(2), 2)).toMatchObject({ is: 'started' })
    expect(await line.replays.progress('b1')).toMatchObject({ requested: 3, started: 3, ended: 1 })
    for (const name of ['b', 'c']) await line.events.end(stopped(name, 2))
    expect(await line.replays.next(2)).toEqual({ is: 'idle' })
    expect(await line.replays.progress('b1')).toMatchObject({ ended: 3 })
  })
})

describe('cancel', () => {
  it('lets go of what waits of one batch, and of nothing else', async () => {
    const line = aLine('cancel')
    await line.ended('a', 'b', 'c')
    await line.replays.request('b1', [asks('a'), asks('b')])
    await line.replays.request('b2', [asks('c', 1, 'b2')])
    await line.replays.start(await line.turn(), 10)
    await line.replays.cancel('b1')
    expect((await line.turn()).request.urlId).toBe(urlIdOf('c'))
    expect(await line.replays.progress('b1')).toMatchObject({ started: 1, skipped: { cancelled: 1 } })
  })

  it('lets go of many, though no slot is free', async () => {
    const line = aLine('cancel-many')
    await line.replays.request(
      'b1',
      Array.from({ length: 2_500 }, () => asks('a')),
    )
    await line.replays.cancel('b1')
    for (let looks = 0; looks < 4; looks++) await line.replays.next(0)
    expect(await line.replays.next(0)).toEqual({ is: 'idle' })
    expect((await line.replays.progress('b1')).skipped).toEqual({ cancelled: 2_500 })
  })
})
