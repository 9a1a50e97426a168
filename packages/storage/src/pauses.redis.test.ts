import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openTestRedis } from '../test/test-redis.ts'
import { openPauses } from './pauses.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

const parse = { kind: 'stage', name: 'parse' } as const
const host = { kind: 'host', name: 'news.example' } as const
const source = { kind: 'source', name: 'news' } as const
const why = { by: 'cli:ida', reason: 'the site moves' }

let opened = 0
/** Pauses of their own, as two processes see them. */
function two() {
  const own = { prefix: `${prefix}:${opened++}` }
  return { here: openPauses(redis, own), there: openPauses(redis, own), key: `${own.prefix}:pauses` }
}

describe('a pause', () => {
  it('is known to every process, with who made it, why, since when and until when', async () => {
    const { here, there } = two()
    const beganMs = Date.now()
    await here.pause({ ...host, ...why })
    await here.pause({ ...source, ...why, ends: { atMs: Date.parse('2999-01-01T00:00:00Z') } })
    const made = await here.pause({ ...parse, ...why, ends: { inMs: 3_600_000 } })
    const all = await there.all()
    expect(all).toMatchObject([parse, host, source].map((paused) => ({ ...paused, ...why })))
    expect(made).toEqual({ is: 'paused', pause: all[0] })
    for (const { since } of all) expect(Math.abs(Date.parse(since) - beganMs)).toBeLessThan(5_000)
    expect(Math.abs(Date.parse(all[0]?.until ?? '') - beganMs - 3_600_000)).toBeLessThan(5_000)
    expect(all.map(({ until }) => until)).toEqual([expect.any(String), null, '2999-01-01T00:00:00.000Z'])
  })

  it('is replaced by another one of the same thing, end and all', async () => {
    const { here, there } = two()
    await here.pause({ ...host, ...why, ends: { inMs: 50 } })
    await there.pause({ ...host, by: 'cli:ole', reason: 'they asked' })
    await sleep(80)
    expect(await here.all()).toMatchObject([{ ...host, by: 'cli:ole', reason: 'they asked', until: null }])
  })

  it('keeps no secret of its reason', async () => {
    const { here, there, key } = two()
    const reason = 'key stw_0123456789 at https://ida:tram@news.example/'
    const made = await here.pause({ ...host, by: 'cli:ida', reason })
    expect(made).toMatchObject({ pause: { reason: 'key stw_*** at https://***@news.example/' } })
    expect(await there.all()).toMatchObject([{ reason: 'key stw_*** at https://***@news.example/' }])
    expect(JSON.stringify(await redis.hgetall(key))).not.toMatch(/tram|0123456789/)
  })

  it('ends by itself', async () => {
    const { here, key } = two()
    for (const each of [parse, host, source]) await here.pause({ ...each, ...why, ends: { inMs: 100 } })
    expect(await here.all()).toHaveLength(3)
    await sleep(150)
    expect(await here.all()).toEqual([])
    expect(await here.of([parse, host, source])).toEqual([undefined, undefined, undefined])
    expect(await here.resume(host)).toBeUndefined()
    expect(await redis.hlen(key)).toBe(3)
  })

  it('ends when it is resumed, once', async () => {
    const { here, there } = two()
    for (const each of [parse, host, source]) await here.pause({ ...each, ...why })
    for (const each of [parse, host, source]) {
      expect(await there.resume(each)).toMatchObject({ ...each, ...why })
      expect(await here.resume(each)).toBeUndefined()
    }
    expect(await here.all()).toEqual([])
  })

  it('is not made where it would be over already', async () => {
    const { here } = two()
    expect(await here.pause({ ...host, ...why, ends: { atMs: Date.now() - 60_000 } })).toEqual({ is: 'past' })
    expect(await here.pause({ ...host, ...why, ends: { inMs: 0 } })).toEqual({ is: 'past' })
    expect(await here.all()).toEqual([])
  })

  it('keeps any words, and tells what is paused from what is called alike', async () => {
    const { here } = two()
    const odd = { by: 'cli:Øre', reason: '"\\ \u2028 100 % 😀 /\n5 7 {}' }
    const names = ['a/b', 'stage/parse', '*', 'a b', 'ü.example']
    for (const name of names) await here.pause({ kind: 'source', name, ...odd })
    expect((await here.all()).map(({ name }) => name).sort()).toEqual([...names].sort())
    expect(await here.of([{ kind: 'source', name: 'a/b' }, { kind: 'host', name: 'a/b' }, parse])).toMatchObject([
      { name: 'a/b', ...odd },
      undefined,
      undefined,
    ])
    expect(await here.of([])).toEqual([])
  })

  it('is refused beyond a thousand, until others are over', async () => {
    const { here } = two()
    const hosts = Array.from({ length: 1_000 }, (_, at) => ({ kind: 'host', name: `h${at}.example` }) as const)
    for (const each of hosts.slice(1)) await here.pause({ ...each, ...why })
    for (const each of [parse, { ...host, name: 'h7.example' }])
      await here.pause({ ...each, ...why, ends: { inMs: 300 } })
    expect(await here.pause({ ...source, ...why })).toEqual({ is: 'full' })
    expect((await here.pause({ ...host, ...why, name: 'h1.example' })).is).toBe('paused')
    await sleep(350)
    expect((await here.pause({ ...source, ...why })).is).toBe('paused')
    expect(await here.pause({ ...host, ...why })).toEqual({ is: 'full' })
    // The stage's queue is yet to be set going.
    expect((await here.standing('parse')).is).toBe('over')
  })
})

describe('the standing of a stage', () => {
  it('is remembered when its pause is over, until it is forgotten', async () => {
    const { here, there } = two()
    expect(await here.standing('parse')).toEqual({ is: 'none' })
    await here.pause({ ...parse, ...why })
    expect(await there.standing('parse')).toEqual({ is: 'paused' })
    await here.resume(parse)
    const over = await there.standing('parse')
    expect(over).toMatchObject({ is: 'over' })
    if (over.is !== 'over') return
    expect(over.overMs).toBeGreaterThanOrEqual(0)
    expect(over.overMs).toBeLessThan(5_000)
    await over.forget()
    expect(await here.standing('parse')).toEqual({ is: 'none' })
  })

  it('is over also where the pause ended by itself', async () => {
    const { here } = two()
    await here.pause({ ...parse, ...why, ends: { inMs: 50 } })
    await sleep(80)
    expect((await here.standing('parse')).is).toBe('over')
  })

  it('is not forgotten where the stage was paused again meanwhile', async () => {
    const { here } = two()
    await here.pause({ ...parse, ...why })
    await here.resume(parse)
    const over = await here.standing('parse')
    await here.pause({ ...parse, ...why, reason: 'again' })
    if (over.is === 'over') await over.forget()
    expect(await here.standing('parse')).toEqual({ is: 'paused' })
  })
})
