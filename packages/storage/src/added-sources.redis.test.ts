import { afterAll, describe, expect, it } from 'vitest'
import { openTestRedis } from '../test/test-redis.ts'
import { type AddedSource, addedSourcesMax, openAddedSources } from './added-sources.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

const aSource = (id: string): AddedSource => ({
  ...{ id, url: `https://${id}.example/rss`, outlet: 'The Paper', everySeconds: 300 },
  ...{ by: 'desk', at: '2026-03-03T09:00:00.000Z' },
})

describe('added sources', () => {
  const added = openAddedSources(redis, { prefix })

  it('are none at first', async () => {
    expect(await added.all()).toEqual([])
    expect(await added.remove('paper')).toBe(false)
  })

  it('are kept until they are removed, one for each id', async () => {
    const { outlet: _, ...plain } = aSource('post')
    expect(await added.add(plain)).toBe('added')
    expect(await added.add(aSource('paper'))).toBe('added')
    expect(await added.add({ ...aSource('paper'), url: 'https://other.example/' })).toBe('taken')
    expect(await openAddedSources(redis, { prefix }).all()).toEqual([aSource('paper'), plain])
    expect(await added.remove('post')).toBe(true)
    expect(await added.all()).toEqual([aSource('paper')])
  })

  it('whose ids are names of objects are sources like others', async () => {
    expect(await added.add(aSource('__proto__'))).toBe('added')
    expect((await added.all()).map(({ id }) => id)).toContain('__proto__')
    await added.remove('__proto__')
  })

  it('are a thousand at most', async () => {
    const some = Array.from({ length: addedSourcesMax - 1 }, (_, at) => [`s${at}`, '{"url":"x"}'] as const)
    await redis.hset(`${prefix}:added-sources`, Object.fromEntries(some))
    expect(await added.add(aSource('late'))).toBe('full')
    expect(await added.remove('s1')).toBe(true)
    expect(await added.add(aSource('late'))).toBe('added')
  })
})
