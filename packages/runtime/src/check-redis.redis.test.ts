import { describe, expect, it } from 'vitest'
import { aLine } from '../test/test-stage.ts'
import { checkRedis } from './check-redis.ts'

describe('checkRedis', () => {
  it('refuses nothing of the Redis that the tests run on', async () => {
    const { redis } = aLine()
    expect((await checkRedis(redis, { isProduction: false })).refusals).toEqual([])
  })
})
