import { afterAll, expect, it } from 'vitest'
import { aFind, stopped, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openEventLog } from './event-log.ts'
import { openHostLists } from './host-lists.ts'
import { openMovingRuns } from './moving-runs.ts'
import { openRuns } from './runs.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

function aLine(name: string) {
  const own = `${prefix}:${name}`
  const limits = { seenDays: 90, inFlightMax: 100, eventsMax: 100, pageKeptMinutes: 15, failedKeptDays: 30 }
  return {
    runs: openRuns(redis, { prefix: own, ...limits }),
    hosts: openHostLists(redis, { prefix: own, hostDelayMs: 0, hostConcurrency: 5 }),
    events: openEventLog(redis, { prefix: own, ...limits }),
    moving: openMovingRuns(redis, { prefix: own }),
  }
}

const ref = { urlId: urlIdOf('a'), run: 1 }

it('knows a run from when it leaves its host until its end', async () => {
  const { runs, hosts, events, moving } = aLine('life')
  await runs.accept(aFind('a'))
  expect(await moving.stale(0, 10)).toEqual([])
  await hosts.take(10)
  expect(await moving.stale(0, 10)).toEqual([ref])
  await events.end(stopped('a'))
  expect(await moving.stale(0, 10)).toEqual([])
})

it('gives what was given only after as long again, and nothing that was struck out', async () => {
  const { runs, hosts, moving } = aLine('again')
  for (const name of ['a', 'b']) await runs.accept(aFind(name))
  await hosts.take(10)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(await moving.stale(50, 1)).toHaveLength(1)
  expect(await moving.stale(50, 10)).toHaveLength(1)
  expect(await moving.stale(50, 10)).toEqual([])
  for (const name of ['a', 'b']) await moving.forget({ urlId: urlIdOf(name), run: 1 })
  expect(await moving.stale(0, 10)).toEqual([])
})
