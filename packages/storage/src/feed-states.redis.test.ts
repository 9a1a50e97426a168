import { afterAll, describe, expect, it } from 'vitest'
import { openTestRedis } from '../test/test-redis.ts'
import { openFeedStates, untouchedFeed as untouched } from './feed-states.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

describe('feed states', () => {
  const states = openFeedStates(redis, { prefix })

  it('of a source that was never polled are empty', async () => {
    expect(await states.read('news')).toEqual(untouched)
  })

  it('are kept per source', async () => {
    const state = { ...untouched, etag: '"7"', bodyHash: 'ab', polledAt: '2026-03-03T09:00:00Z', failures: 2 }
    await states.write('news', state)
    expect(await states.read('news')).toEqual(state)
    expect(await states.read('news.more')).toEqual(untouched)
    expect(await states.readAll(['news.more', 'news'])).toEqual([untouched, state])
    expect(await states.readAll([])).toEqual([])
  })

  it('of a source that nobody polls any more go one day', async () => {
    await states.write('gone', untouched)
    expect(await redis.ttl(`${prefix}:feed:gone`)).toBeGreaterThan(0)
  })

  it('are forgotten on purpose', async () => {
    await states.write('left', { ...untouched, failures: 3 })
    await states.forget('left')
    expect(await states.read('left')).toEqual(untouched)
  })

  it('written by an older version are filled up', async () => {
    await redis.set(`${prefix}:feed:old`, '{"etag":"x"}')
    expect(await states.read('old')).toEqual({ ...untouched, etag: 'x' })
  })
})
