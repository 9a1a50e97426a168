import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { articleIdOf, storyIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openStories } from './stories.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

type Story = { readonly name: string; readonly size: number }

/** Stories of their own, and a short way to place an article. */
function someStories(name: string, idleMs = 86_400_000) {
  const own = `${prefix}:${name}`
  const stories = openStories<Story>(redis, { prefix: own, idleMs })
  const placed = (article: string, story: Story, terms: readonly string[]) => ({
    articleId: articleIdOf(article),
    storyId: storyIdOf(story.name),
    story,
    indexTerms: terms,
    terms,
  })
  return {
    stories,
    own,
    placed,
    async place(article: string, story: Story, terms: readonly string[]) {
      return stories.place(placed(article, story, terms), await stories.read(terms, terms))
    },
  }
}

/** The ids that stand in any list under a prefix, and the names of the keys. */
async function kept(own: string): Promise<string> {
  const texts: string[] = []
  for await (const keys of redis.scanStream({ match: `${own}:*`, count: 1_000 })) {
    for (const key of keys as string[]) {
      const type = await redis.type(key)
      if (type === 'zset') texts.push(...(await redis.zrange(key, 0, -1)))
      if (type === 'set') texts.push(...(await redis.smembers(key)))
      texts.push(key)
    }
  }
  return texts.join(' ')
}

const names = ({ stories }: { stories: readonly Story[] }) => stories.map(({ name }) => name).sort()

describe('read', () => {
  it('finds stories that share a term, and none by no term', async () => {
    const { stories, place } = someStories('terms')
    await place('a', { name: 'tram', size: 1 }, ['tram', 'vote'])
    await place('b', { name: 'budget', size: 1 }, ['budget', 'vote'])
    await place('c', { name: 'harbour', size: 1 }, ['harbour'])
    expect(names(await stories.read(['vote'], []))).toEqual(['budget', 'tram'])
    expect(names(await stories.read(['tram', 'harbour', 'unheard'], []))).toEqual(['harbour', 'tram'])
    expect(names(await stories.read([], ['vote']))).toEqual([])
  })

  it('counts articles, and how many hold each term', async () => {
    const { stories, place } = someStories('counts')
    expect(await stories.read(['tram'], ['tram'])).toEqual({
      version: '0',
      stories: [],
      articles: 0,
      counts: new Map([['tram', 0]]),
    })
    await place('a', { name: 'tram', size: 1 }, ['tram', 'vote'])
    await place('b', { name: 'tram', size: 2 }, ['tram'])
    expect(await stories.read([], ['vote', 'tram', 'unheard'])).toMatchObject({
      articles: 2,
      counts: new Map([
        ['vote', 1],
        ['tram', 2],
        ['unheard', 0],
      ]),
    })
  })

  it('keeps to the newest of very many stories', async () => {
    const { stories, own, place } = someStories('many')
    const nowMs = Date.now()
    for (let at = 0; at < 220; at++) {
      const name = String(at)
      await place(name, { name, size: 1 }, ['vote'])
      await redis.zadd(`${own}:stories:recent`, nowMs - 220_000 + at * 1_000, storyIdOf(name))
    }
    const found = await stories.read(['vote'], [])
    expect(found.stories.map(({ name }) => Number(name)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, at) => at + 20),
    )
  })
})

describe('place', () => {
  it('gives the story as it was last placed', async () => {
    const { stories, place } = someStories('last')
    await place('a', { name: 'tram', size: 1 }, ['tram'])
    await place('b', { name: 'tram', size: 2 }, ['vote'])
    expect(await stories.get(storyIdOf('tram'))).toEqual({ name: 'tram', size: 2 })
    expect((await stories.read(['tram', 'vote'], [])).stories).toEqual([{ name: 'tram', size: 2 }])
    expect(await stories.get(storyIdOf('unheard'))).toBeUndefined()
  })

  it('keeps one of two that were decided on the same reading; the other reads again', async () => {
    const { stories, placed } = someStories('race')
    const reading = await stories.read(['tram'], ['tram'])
    const answers = await Promise.all(
      ['a', 'b'].map((name) => stories.place(placed(name, { name, size: 1 }, ['tram']), reading)),
    )
    expect([...answers].sort()).toEqual(['changed', 'kept'])
    const again = await stories.read(['tram'], ['tram'])
    expect(again.stories).toHaveLength(1)
    const loser = answers[0] === 'changed' ? 'a' : 'b'
    expect(await stories.place(placed(loser, { name: 'joined', size: 2 }, ['tram']), again)).toBe('kept')
    expect((await stories.read([], ['tram'])).articles).toBe(2)
  })

  it('leaves an article where it was placed meanwhile, and counts it once', async () => {
    const { stories, placed, place, own } = someStories('placed')
    await redis.hset(`${own}:article:${articleIdOf('a')}`, 'ref', 'recorded')
    const reading = await stories.read(['tram'], ['tram'])
    await place('a', { name: 'tram', size: 1 }, ['tram'])
    for (const version of [reading, await stories.read(['tram'], ['tram'])]) {
      const answer = await stories.place(placed('a', { name: 'another', size: 1 }, ['tram']), version)
      expect(answer).toEqual({ placedIn: storyIdOf('tram') })
    }
    expect(await stories.get(storyIdOf('another'))).toBeUndefined()
    expect((await stories.read([], ['tram'])).counts.get('tram')).toBe(1)
  })

  it('brings no record back that has expired meanwhile', async () => {
    const { place, own } = someStories('expired')
    await place('a', { name: 'tram', size: 1 }, ['tram'])
    expect(await redis.exists(`${own}:article:${articleIdOf('a')}`)).toBe(0)
  })
})

describe('what the stories keep', () => {
  it('is forgotten once a story is silent, also where others share its terms', async () => {
    const { stories, place, own } = someStories('idle', 1_000)
    await place('a', { name: 'silent', size: 1 }, ['vote', 'tram'])
    for (let at = 0; at < 4; at++) {
      await sleep(350)
      await place(`b${at}`, { name: 'loud', size: at + 1 }, ['vote'])
    }
    expect(names(await stories.read(['vote', 'tram'], []))).toEqual(['loud'])
    expect(await kept(own)).not.toContain(storyIdOf('silent'))
    expect(await kept(own)).toContain(storyIdOf('loud'))
  })
})
