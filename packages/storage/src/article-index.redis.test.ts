import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { articleIdOf, urlIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { type IndexReading, openArticleIndex, type RecordedStanding } from './article-index.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

const dayMs = 86_400_000
const nowMs = Date.now()
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at)
const standing = (name: string): RecordedStanding => ({
  relation: 'new',
  similarity: 0,
  groupId: articleIdOf(name),
  revision: 1,
  textHash: `hash of ${name}`,
  reuses: [],
  duplicateOf: null,
})

type Kept = { text?: string; hashes?: readonly number[]; atMs?: number; run?: number; isIndexed?: boolean }

/** An index of its own, and short ways to look up and to record an article by its name. */
function anIndex(name: string, { windowMs = 3 * dayMs, boilerplateLimit = 50 } = {}) {
  const own = `${prefix}:${name}`
  const index = openArticleIndex(redis, { prefix: own, windowMs, boilerplateLimit, seenDays: 90 })
  const entry = (article: string, { text = article, hashes = [], atMs = nowMs, run = 1, isIndexed = true }: Kept) => ({
    articleId: articleIdOf(article),
    ref: { urlId: urlIdOf(article), run },
    before: run === 1 ? null : { urlId: urlIdOf(article), run: run - 1 },
    standing: standing(article),
    textHash: text,
    hashes,
    sketch: new Uint8Array([0, 255, 10, 13, 128]),
    publishedAt: '2026-03-03',
    seenAtMs: atMs,
    isIndexed,
  })
  return {
    index,
    own,
    entry,
    async keep(article: string, kept: Kept = {}) {
      const { hashes = [], text = article, atMs = nowMs } = kept
      return index.commit(entry(article, kept), await index.lookUp(text, hashes, atMs))
    },
  }
}

const articles = ({ candidates }: IndexReading) => candidates.map(({ articleId }) => articleId)

describe('lookUp', () => {
  it('finds nothing in an empty index', async () => {
    const { index } = anIndex('empty')
    expect(await index.lookUp('text', numbers(1, 60), nowMs)).toMatchObject({ candidates: [], common: new Set() })
    expect(await index.lookUp('text', [], nowMs)).toMatchObject({ candidates: [] })
  })

  it('finds those that share two hashes or more, the ones that share most first', async () => {
    const { index, keep } = anIndex('shared')
    await keep('one', { hashes: [1, 100, 101] })
    await keep('two', { hashes: [1, 2, 102] })
    await keep('five', { hashes: [1, 2, 3, 4, 5] })
    const reading = await index.lookUp('other', [1, 2, 3, 4, 5, 6], nowMs)
    expect(articles(reading)).toEqual([articleIdOf('five'), articleIdOf('two')])
  })

  it('gives an article as it was recorded, every byte of its sketch', async () => {
    const { index, keep } = anIndex('bytes')
    await keep('a', { hashes: [2 ** 32 - 1, 7], text: 'text' })
    const [found] = (await index.lookUp('other', [7, 2 ** 32 - 1], nowMs)).candidates
    expect(found).toMatchObject({
      articleId: articleIdOf('a'),
      groupId: articleIdOf('a'),
      storyId: null,
      textHash: 'text',
      publishedAt: '2026-03-03',
      seenAtMs: nowMs,
    })
    expect([...(found?.sketch ?? [])]).toEqual([0, 255, 10, 13, 128])
  })

  it('finds the same text by its hash alone, though it is too short to share anything, or was not indexed', async () => {
    const { index, keep } = anIndex('text')
    await keep('short', { text: 'same', hashes: [] })
    await keep('hidden', { text: 'kept out', hashes: numbers(1, 9), isIndexed: false })
    expect(articles(await index.lookUp('same', [], nowMs))).toEqual([articleIdOf('short')])
    expect(articles(await index.lookUp('kept out', [], nowMs))).toEqual([articleIdOf('hidden')])
    expect(articles(await index.lookUp('other', numbers(1, 9), nowMs))).toEqual([])
  })

  it('finds the first of those with the same text, also after later copies', async () => {
    const { index, keep } = anIndex('first')
    for (const name of ['first', 'second', 'third']) await keep(name, { text: 'same' })
    expect(articles(await index.lookUp('same', [], nowMs))).toEqual([articleIdOf('first')])
  })

  it('leaves out what was seen before the window, also where the days overlap', async () => {
    const { index, keep } = anIndex('window', { windowMs: 2 * dayMs })
    await keep('old', { hashes: [1, 2], atMs: nowMs })
    const found = async (laterMs: number) => articles(await index.lookUp('other', [1, 2], nowMs + laterMs))
    expect(await found(2 * dayMs)).toEqual([articleIdOf('old')])
    expect(await found(2 * dayMs + 1)).toEqual([])
    expect(await found(9 * dayMs)).toEqual([])
  })

  it('finds a text again that came back after the window', async () => {
    const { index, keep } = anIndex('back', { windowMs: 1_000 })
    await keep('old', { text: 'same' })
    await sleep(1_100)
    await keep('back', { text: 'same', atMs: nowMs + 1_200 })
    expect(articles(await index.lookUp('same', [], nowMs + 1_300))).toEqual([articleIdOf('back')])
  })

  it('takes a hash that many hold for boilerplate, and finds nobody by it', async () => {
    const { index, keep } = anIndex('boilerplate', { boilerplateLimit: 5 })
    const footer = numbers(1, 10)
    for (const at of numbers(1, 4)) await keep(`page ${at}`, { hashes: [...footer, 1_000 + at] })
    expect((await index.lookUp('other', footer, nowMs)).common).toEqual(new Set())
    expect(articles(await index.lookUp('other', footer, nowMs))).toHaveLength(4)
    for (const at of numbers(5, 9)) await keep(`page ${at}`, { hashes: [...footer, 1_000 + at] })
    const reading = await index.lookUp('other', [...footer, 1_001], nowMs)
    expect(reading.common).toEqual(new Set(footer))
    expect(reading.candidates).toEqual([])
  })

  it('holds no more holders of a hash in a day than make it boilerplate', async () => {
    const { keep, own } = anIndex('bounded', { boilerplateLimit: 5 })
    for (const at of numbers(1, 12)) await keep(`page ${at}`, { hashes: [7] })
    const holders = await redis.hget(`${own}:index:${Math.floor(nowMs / dayMs)}:7`, '7')
    expect(holders?.split(',')).toHaveLength(5)
  })
})

describe('commit', () => {
  it('keeps one of two copies that come at once; the other gets a reading in which the first stands', async () => {
    const { index, entry } = anIndex('race')
    const hashes = numbers(1, 60)
    const readings = await Promise.all(['a', 'b'].map((text) => index.lookUp(text, hashes, nowMs)))
    const answers = await Promise.all(
      ['a', 'b'].map((name, at) => {
        const reading = readings[at]
        if (!reading) throw new Error('no reading')
        return index.commit(entry(name, { hashes }), reading)
      }),
    )
    expect(answers.filter((answer) => answer === 'committed')).toHaveLength(1)
    const again = answers.find((answer) => typeof answer === 'object')
    if (!again || typeof again === 'string') throw new Error('nobody has to decide again')
    expect(again.candidates).toHaveLength(1)
    const loser = answers[0] === 'committed' ? 'b' : 'a'
    expect(articles(again)).toEqual([articleIdOf(loser === 'a' ? 'b' : 'a')])
    expect(await index.record(articleIdOf(loser))).toBeUndefined()
    expect(await index.commit(entry(loser, { hashes }), again)).toBe('committed')
  })

  it('notices the same short text that came meanwhile, though no hash is shared', async () => {
    const { index, entry, keep } = anIndex('short')
    const reading = await index.lookUp('same', [], nowMs)
    await keep('a', { text: 'same' })
    const answer = await index.commit(entry('b', { text: 'same' }), reading)
    expect(typeof answer === 'object' ? articles(answer) : answer).toEqual([articleIdOf('a')])
  })

  it('is not held up by what shares nothing', async () => {
    const { index, entry, keep } = anIndex('apart')
    const reading = await index.lookUp('a', numbers(1, 60), nowMs)
    await keep('b', { hashes: numbers(1_000, 60) })
    expect(await index.commit(entry('a', { hashes: numbers(1, 60) }), reading)).toBe('committed')
  })

  it('settles a crowd of copies one after the other', async () => {
    const { index, entry } = anIndex('crowd')
    const hashes = numbers(1, 20)
    const settle = async (name: string) => {
      let reading = await index.lookUp('same', hashes, nowMs)
      for (let tries = 1; ; tries++) {
        const answer = await index.commit(entry(name, { text: 'same', hashes }), reading)
        if (typeof answer === 'string') return { seen: reading.candidates.length, tries }
        reading = answer
      }
    }
    const settled = await Promise.all(numbers(1, 10).map((at) => settle(`copy ${at}`)))
    expect(settled.map(({ seen }) => seen).sort((a, b) => a - b)).toEqual(numbers(0, 10))
  })

  it('says that another run recorded the article since it was read', async () => {
    const { index, entry, keep } = anIndex('taken')
    expect(await keep('a')).toBe('committed')
    const reading = await index.lookUp('new text', [], nowMs)
    const second = { ...entry('a', { run: 2 }), textHash: 'new text' }
    expect(await index.commit({ ...second, before: null }, reading)).toBe('taken')
    expect((await index.record(articleIdOf('a')))?.ref.run).toBe(1)
    expect(await index.commit(second, reading)).toBe('committed')
    expect((await index.record(articleIdOf('a')))?.ref.run).toBe(2)
  })
})

describe('record', () => {
  it('tells where an article stands, for as long as urls are remembered', async () => {
    const { index, keep, own } = anIndex('record')
    expect(await index.record(articleIdOf('a'))).toBeUndefined()
    await keep('a')
    expect(await index.record(articleIdOf('a'))).toEqual({
      ref: { urlId: urlIdOf('a'), run: 1 },
      standing: standing('a'),
      storyId: null,
    })
    expect(await redis.ttl(`${own}:article:${articleIdOf('a')}`)).toBeGreaterThan((89 * dayMs) / 1_000)
  })

  it('passes to another run, as it stands', async () => {
    const { index, keep } = anIndex('hand')
    await keep('a')
    await index.hand(articleIdOf('a'), { urlId: urlIdOf('b'), run: 4 })
    expect(await index.record(articleIdOf('a'))).toMatchObject({
      ref: { urlId: urlIdOf('b'), run: 4 },
      standing: standing('a'),
    })
  })
})

describe('what the index keeps', () => {
  it('expires: buckets, documents and texts soon after the window', async () => {
    const { keep, own } = anIndex('lives')
    await keep('a', { hashes: numbers(1, 20) })
    for await (const keys of redis.scanStream({ match: `${own}:index:*`, count: 1_000 })) {
      for (const key of (keys as string[]).filter((name) => name !== `${own}:index:documents`)) {
        const seconds = await redis.ttl(key)
        expect([key, seconds > 0 && seconds <= (4 * dayMs) / 1_000]).toEqual([key, true])
      }
    }
  })
})
