import { afterAll, expect, it } from 'vitest'
import { stopped } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openArchiveMark } from './archive-mark.ts'
import { openEventLog } from './event-log.ts'

const { redis, prefix: base, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

/** A stream that is a hundred entries long, as Redis trims by hundreds. */
function aStream(name: string) {
  const prefix = `${base}:${name}`
  const limits = { eventsMax: 100, seenDays: 90, pageKeptMinutes: 15, failedKeptDays: 30 }
  const events = openEventLog(redis, { prefix, ...limits })
  let told = 0
  const publish = async (count: number) => {
    for (let at = 0; at < count; at++) await events.end(stopped(`${name}-${told++}`))
  }
  const last = async () => (await events.read('0', { count: 10_000 })).at(-1)?.position ?? '0'
  return {
    mark: openArchiveMark(redis, { prefix, limits }),
    publish,
    last,
    length: () => redis.xlen(`${prefix}:events`),
  }
}

it('keeps publishing from cutting off what is not projected, and trims behind itself', async () => {
  const { mark, publish, last, length } = aStream('held')
  await publish(10)
  await mark.reached(await last(), { isBehind: false })
  await publish(500)
  expect(await length()).toBe(510)
  await mark.reached(await last(), { isBehind: false })
  expect(await length()).toBeLessThanOrEqual(200)
})

it('cuts off nothing that came after the position it is given, however much that is', async () => {
  const { mark, publish, last, length } = aStream('burst')
  await publish(10)
  const reached = await last()
  await mark.reached(reached, { isBehind: true })
  await publish(500)
  await mark.reached(reached, { isBehind: false })
  expect(await length()).toBe(510)
})

it('forgotten, lets publishing trim again', async () => {
  const { mark, publish, last, length } = aStream('forgotten')
  await publish(10)
  await mark.reached(await last(), { isBehind: false })
  expect(await mark.read()).toBe(await last())
  await mark.forget()
  expect(await mark.read()).toBeNull()
  await publish(500)
  expect(await length()).toBeLessThanOrEqual(200)
})
