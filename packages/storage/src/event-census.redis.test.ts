import { afterAll, expect, it } from 'vitest'
import { stopped, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openEventCensus } from './event-census.ts'
import { openEventLog } from './event-log.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

function aLine(name: string) {
  const own = `${prefix}:${name}`
  const kept = { eventsMax: 100_000, seenDays: 90, pageKeptMinutes: 15, failedKeptDays: 30 }
  return {
    stream: `${own}:events`,
    census: openEventCensus(redis, { prefix: own }),
    events: openEventLog(redis, { prefix: own, ...kept }),
  }
}

async function pagesOf(census: ReturnType<typeof openEventCensus>) {
  const pages = []
  for await (const page of census.all()) pages.push(page)
  return pages
}

it('reads every event once, in order, in pages', async () => {
  const { census, events } = aLine('all')
  const runs = Array.from({ length: 1_100 }, (_, at) => at + 1)
  await Promise.all(runs.map((run) => events.end(stopped('a', run))))
  const pages = await pagesOf(census)
  expect(pages.map((page) => page.length)).toEqual([500, 500, 100])
  expect(pages.flat()).toMatchObject(
    runs.map((run) => ({
      type: 'url.stopped',
      subject: urlIdOf('a'),
      sequence: run,
      end: { urlId: urlIdOf('a'), run, counter: 'stop:off-topic' },
    })),
  )
})

it('tells entries that hold no event', async () => {
  const { census, events, stream } = aLine('broken')
  await events.end(stopped('a'))
  for (const text of ['', '{', '{"id":"x"}']) await redis.xadd(stream, '*', 'event', text)
  await redis.xadd(stream, '*', 'other', 'field')
  const [first, ...others] = (await pagesOf(census)).flat()
  expect(first?.end).not.toBe('broken')
  expect(others.map(({ end }) => end)).toEqual(['broken', 'broken', 'broken', 'broken'])
})

it('tells what was removed from the stream, and what was deleted by itself', async () => {
  const { census, events, stream } = aLine('extent')
  expect(await census.extent()).toEqual({ length: 0, removed: 0, lastDeleted: null })
  for (const run of [1, 2, 3, 4]) await events.end(stopped('a', run))
  await redis.xtrim(stream, 'MAXLEN', 3)
  expect(await census.extent()).toEqual({ length: 3, removed: 1, lastDeleted: null })
  const [, second] = await redis.xrange(stream, '-', '+')
  await redis.xdel(stream, second?.[0] ?? '')
  expect(await census.extent()).toEqual({ length: 2, removed: 2, lastDeleted: second?.[0] })
})
