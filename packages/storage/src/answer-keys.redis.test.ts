import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, expect, inject, it } from 'vitest'
import { openAnswerKeys } from './answer-keys.ts'

const redis = new Redis(inject('redisUrl'))
const prefixes: string[] = []

afterAll(async () => {
  for (const prefix of prefixes) {
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.unlink(...keys)
  }
  redis.disconnect()
})

function theKeys(limits: { leaseMs?: number; keptMs?: number; most?: number } = {}) {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  prefixes.push(prefix)
  const { hold } = openAnswerKeys(redis, { prefix, ...limits })
  /** Claims for somebody else. */
  const claim = (request: Parameters<typeof hold>[0]) => hold(request).claim()
  /** Claims, and gives the hold only where the key was free. */
  const take = async (request: Parameters<typeof hold>[0]) => {
    const held = hold(request)
    const claimed = await held.claim()
    if (claimed.is !== 'new') throw new Error(`it is ${claimed.is}`)
    return held
  }
  return { hold, claim, take, prefix }
}

const request = { caller: 'desk', route: '/v1/urls', key: 'one', digest: 'abc' }

it('gives the kept answer to the same request', async () => {
  const { claim, take } = theKeys()
  const held = await take(request)
  await held.keep('a1,x')
  expect(await claim(request)).toEqual({ is: 'kept', answer: 'a1,x' })
})

it('tells apart who sends what where, under which key', async () => {
  const { claim, take } = theKeys()
  await (await take(request)).keep('a1')
  expect(await claim({ ...request, digest: 'xyz' })).toEqual({ is: 'other' })
  for (const other of [{ caller: 'other' }, { route: '/v1/articles' }, { key: 'two' }])
    expect(await claim({ ...request, ...other, digest: 'xyz' })).toMatchObject({ is: 'new' })
})

it('lets one at a time work on a request, and another once that one let go', async () => {
  const { hold, take } = theKeys()
  const holds = Array.from({ length: 10 }, () => hold(request))
  const claims = await Promise.all(holds.map((each) => each.claim()))
  expect(claims.filter(({ is }) => is === 'new')).toHaveLength(1)
  expect(claims.filter(({ is }) => is === 'busy')).toHaveLength(9)
  await holds[claims.findIndex(({ is }) => is === 'busy')]?.release()
  await expect(take(request)).rejects.toThrow('busy')
  await holds[claims.findIndex(({ is }) => is === 'new')]?.release()
  expect(await take(request)).toBeDefined()
})

it('frees a key whose holder has died once its lease is over, and takes nothing from it then', async () => {
  const { claim, take } = theKeys({ leaseMs: 100 })
  const late = await take(request)
  const busy = await claim(request)
  expect(busy.is === 'busy' && busy.forMs).toBeLessThanOrEqual(100)
  await sleep(150)
  const other = await take(request)
  await late.keep('a1')
  await late.release()
  expect(await claim(request)).toMatchObject({ is: 'busy' })
  await other.keep('a2')
  expect(await claim(request)).toEqual({ is: 'kept', answer: 'a2' })
})

it('forgets an answer after its time', async () => {
  const { claim, take } = theKeys({ keptMs: 100 })
  await (await take(request)).keep('a1')
  await sleep(150)
  expect(await claim(request)).toMatchObject({ is: 'new' })
})

it('is let go by whoever claimed it without hearing of that', async () => {
  const { hold, take } = theKeys()
  const unheard = hold(request)
  void unheard.claim()
  await unheard.release()
  expect(await take(request)).toBeDefined()
})

it('stays claimed beyond its lease for as long as that is renewed, by its holder alone', async () => {
  const { hold, claim, take } = theKeys({ leaseMs: 200 })
  const held = await take(request)
  for (let times = 0; times < 4; times++) {
    await sleep(100)
    await held.renew()
    await hold(request).renew()
    expect(await claim(request)).toMatchObject({ is: 'busy' })
  }
  await sleep(250)
  await held.renew()
  expect(await claim(request)).toMatchObject({ is: 'new' })
})

it('keeps the answer as long as it is to be kept, though its lease was about to be renewed', async () => {
  const { claim, take } = theKeys({ leaseMs: 60 })
  const held = await take(request)
  await held.keep('a1')
  await held.renew()
  await sleep(100)
  expect(await claim(request)).toEqual({ is: 'kept', answer: 'a1' })
})

it('keeps so many of one caller: the oldest answer makes room, never what is being answered', async () => {
  const { claim, take } = theKeys({ most: 3 })
  const working = await take({ ...request, key: 'working' })
  for (const key of ['old', 'newer', 'newest']) {
    await (await take({ ...request, key })).keep('a1')
    await sleep(5)
  }
  expect(await claim({ ...request, key: 'newer' })).toMatchObject({ is: 'kept' })
  expect(await claim({ ...request, key: 'newest' })).toMatchObject({ is: 'kept' })
  expect(await claim({ ...request, key: 'working' })).toMatchObject({ is: 'busy' })
  await working.keep('a2')
  expect(await claim({ ...request, key: 'old' })).toMatchObject({ is: 'new' })
  expect(await claim({ ...request, key: 'newer' })).toMatchObject({ is: 'new' })
})

it('says when there is room again where as many are being answered as are kept', async () => {
  const { claim, take } = theKeys({ most: 2, leaseMs: 5_000 })
  const first = await take({ ...request, key: '1' })
  await take({ ...request, key: '2' })
  const third = await claim({ ...request, key: '3' })
  expect(third.is === 'many' && third.forMs).toBeGreaterThan(0)
  expect(third.is === 'many' && third.forMs).toBeLessThanOrEqual(5_000)
  expect(await claim({ ...request, key: '3', caller: 'other' })).toMatchObject({ is: 'new' })
  await first.release()
  expect(await claim({ ...request, key: '3' })).toMatchObject({ is: 'new' })
})

it('leaves nothing behind for ever', async () => {
  const { take, prefix } = theKeys()
  await take(request)
  await (await take({ ...request, key: 'two' })).keep('a1')
  const lives = await Promise.all((await redis.keys(`${prefix}*`)).map((key) => redis.pttl(key)))
  expect(lives).toHaveLength(3)
  expect(lives.every((ms) => ms > 0 && ms <= 86_400_000)).toBe(true)
})
