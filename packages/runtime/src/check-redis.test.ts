import { describe, expect, it } from 'vitest'
import { judgeRedis, readInfo } from './check-redis.ts'

const good = { redis_version: '7.4.2', maxmemory_policy: 'noeviction', aof_enabled: '1' }
const judge = (facts: Record<string, string>, isProduction = false) => judgeRedis(facts, { isProduction })

describe('judgeRedis', () => {
  it('has nothing against a Redis that is set up well', () => {
    expect(judge(good)).toEqual({ refusals: [], warnings: [] })
    expect(judge(good, true)).toEqual({ refusals: [], warnings: [] })
  })

  it.each(['6.2.0', '6.2.14', '6.10.0', '7.0.0', '8.0.1', '10.0.0', '255.255.255'])('takes version %s', (version) => {
    expect(judge({ ...good, redis_version: version }).refusals).toEqual([])
  })

  it.each(['5.0.14', '6.0.20', '6.1.0', '2.8.9', ''])('refuses version "%s", and names it', (version) => {
    const { refusals } = judge({ ...good, redis_version: version })
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).toContain(`Redis ${version} is too old: 6.2`)
  })

  it.each(['allkeys-lru', 'volatile-ttl', 'volatile-lru', 'allkeys-random'])(
    'refuses %s: keys would vanish',
    (policy) => {
      const { refusals } = judge({ ...good, maxmemory_policy: policy })
      expect(refusals).toHaveLength(1)
      expect(refusals[0]).toContain(policy)
      expect(refusals[0]).toContain('config set maxmemory-policy noeviction')
    },
  )

  it('warns where nothing is written to disk, and refuses it in production', () => {
    const facts = { ...good, aof_enabled: '0' }
    const words = expect.stringContaining('config set appendonly yes')
    expect(judge(facts)).toEqual({ refusals: [], warnings: [words] })
    expect(judge(facts, true)).toEqual({ refusals: [words], warnings: [] })
  })

  it('names everything that is wrong at once', () => {
    const facts = { redis_version: '5.0.0', maxmemory_policy: 'allkeys-lru', aof_enabled: '0' }
    expect(judge(facts, true).refusals).toHaveLength(3)
  })

  it('warns of a Redis without a memory cap, which holds no producer back', () => {
    const { refusals, warnings } = judge({ ...good, maxmemory: '0' }, true)
    expect(refusals).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('no memory cap')])
    expect(judge({ ...good, maxmemory: '1073741824' }).warnings).toEqual([])
  })

  it('holds nothing against what a managed Redis does not tell, but its version', () => {
    expect(judge({ redis_version: '7.0.0' }, true)).toEqual({ refusals: [], warnings: [] })
    expect(judge({}).refusals).toHaveLength(1)
  })
})

describe('readInfo', () => {
  it('reads names and values, colons in values included, and skips the rest', () => {
    const info = '# Server\r\nredis_version:7.4.2\r\nexecutable:/a:b\r\n\r\nempty:\r\n'
    expect(readInfo(info)).toEqual({ redis_version: '7.4.2', executable: '/a:b', empty: '' })
    expect(readInfo('')).toEqual({})
  })
})
