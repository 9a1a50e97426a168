import { afterAll, describe, expect, it } from 'vitest'
import { failed, stopped, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openDuePages } from './due-pages.ts'
import { openEventLog } from './event-log.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

function aLine(name: string, pageKeptMinutes: number) {
  const own = `${prefix}:${name}`
  return {
    pages: openDuePages(redis, { prefix: own }),
    log: openEventLog(redis, { prefix: own, eventsMax: 100, seenDays: 90, failedKeptDays: 30, pageKeptMinutes }),
  }
}

describe('due pages', () => {
  it('are those of runs that ended long enough ago, and not of those that failed', async () => {
    const { pages, log } = aLine('ended', 0)
    for (const event of [stopped('a', 3), failed('b')]) await log.end(event)
    expect(await pages.due(10)).toEqual([{ urlId: urlIdOf('a'), run: 3 }])
    expect(await aLine('later', 15).pages.due(10)).toEqual([])
  })

  it('are not due before their time', async () => {
    const { pages, log } = aLine('early', 15)
    await log.end(stopped('a'))
    expect(await pages.due(10)).toEqual([])
  })

  it('stay listed until they are struck off, at most so many at a time', async () => {
    const { pages, log } = aLine('done', 0)
    for (const name of ['a', 'b', 'c']) await log.end(stopped(name))
    const [first] = await pages.due(1)
    expect(await pages.due(2)).toHaveLength(2)
    if (first) await pages.done(first)
    if (first) await pages.done(first)
    const left = await pages.due(10)
    expect(left).toHaveLength(2)
    expect(left).not.toContainEqual(first)
  })
})
