import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { RunRef } from './identity.ts'
import { DedupVerdict, DiscoveredUrl, FetchedPage, messageVersion, ParsedArticle } from './messages.ts'
import { messageBytesUsual } from './queues.ts'

const ref = { v: messageVersion, urlId: `u${'0af1'.repeat(8)}`, run: 1 } as const
const articleId = `a${'0af1'.repeat(8)}`

/** The messages of one run whose free fields take so much room. */
function messages(long: {
  url: number
  title: number
  authors: number
  author: number
  name: number
  topics: number
  reuses: number
}) {
  const url = `https://news.example/${'p'.repeat(long.url - 21)}`
  const title = 't'.repeat(long.title)
  const outlet = 'o'.repeat(long.name)
  const at = '2026-03-03T09:15:00.123Z'
  const hint = { title, publishedAt: at }
  const article = {
    articleId,
    title,
    outlet,
    authors: Array.from({ length: long.authors }, () => 'n'.repeat(long.author)),
    publishedAt: at,
    modifiedAt: at,
    fetchedAt: at,
    language: 'en-GB',
    kind: 'article',
    topics: Array.from({ length: long.topics }, () => ({ id: 'i'.repeat(Math.min(80, long.name)), relevance: 0.9375 })),
  } as const
  const standing = {
    relation: 'partial',
    similarity: 0.5123,
    groupId: articleId,
    storyId: `s${'0af1'.repeat(8)}`,
    revision: 3,
    textHash: '0af1'.repeat(16),
    reuses: Array.from({ length: long.reuses }, () => ({ articleId, similarity: 0.4123 })),
  } as const
  const found = { ...ref, url, host: 'news.example', sourceId: outlet, outlet, discoveredAt: at, hint }
  return [
    [DiscoveredUrl, found],
    [FetchedPage, { ...ref, url, finalUrl: url, media: 'html', outlet, fetchedAt: at, hint }],
    [ParsedArticle, { ...ref, url, article }],
    [DedupVerdict, { ...ref, url, article, standing }],
  ] as const satisfies readonly (readonly [z.ZodType, object])[]
}

const bytesOf = (message: object) => Buffer.byteLength(JSON.stringify(message))

describe('messages', () => {
  it('stay small on an ordinary day', () => {
    const usual = messages({ url: 110, title: 80, authors: 2, author: 15, name: 20, topics: 1, reuses: 0 })
    for (const [schema, message] of usual) {
      expect(schema.parse(message)).toEqual(message)
      expect(bytesOf(message)).toBeLessThan(messageBytesUsual / 2)
    }
  })

  it('stay below the usual limit where every field is as long as in one case of a hundred', () => {
    const rare = messages({ url: 250, title: 180, authors: 4, author: 30, name: 50, topics: 3, reuses: 5 })
    for (const [, message] of rare) expect(bytesOf(message)).toBeLessThan(messageBytesUsual)
  })

  it('are bounded even where every field is as long as it may be', () => {
    const largest = messages({ url: 2_048, title: 300, authors: 8, author: 80, name: 120, topics: 20, reuses: 5 })
    for (const [schema, message] of largest) {
      expect(schema.safeParse(message).success).toBe(true)
      expect(bytesOf(message)).toBeLessThan(4 * messageBytesUsual)
    }
  })

  it('refuse one character, one author, one topic or one reuse too many', () => {
    const most = { url: 2_048, title: 300, authors: 8, author: 80, name: 120, topics: 20, reuses: 5 }
    for (const field of ['url', 'title', 'authors', 'author', 'topics', 'reuses'] as const) {
      const [, , , [schema, message]] = messages({ ...most, [field]: most[field] + 1 })
      expect(schema.safeParse(message).success, field).toBe(false)
    }
  })

  it('carry no body: a field that the contract does not name is left out', () => {
    const [[schema, message]] = messages({ url: 60, title: 20, authors: 1, author: 9, name: 9, topics: 1, reuses: 0 })
    expect(schema.parse({ ...message, html: '<p>all of it</p>' })).toEqual(message)
  })

  it('of another version are refused', () => {
    for (const [schema, message] of messages({
      url: 60,
      title: 20,
      authors: 1,
      author: 9,
      name: 9,
      topics: 1,
      reuses: 0,
    })) {
      expect(schema.safeParse({ ...message, v: 2 }).success).toBe(false)
      expect(schema.safeParse({ ...message, v: undefined }).success).toBe(false)
    }
  })

  it.each([
    ['an id in capitals', { urlId: `U${'0AF1'.repeat(8)}` }],
    ['an id with a colon', { urlId: `u${'0af:'.repeat(8)}` }],
    ['run 0', { run: 0 }],
    ['half a run', { run: 1.5 }],
    ['a run as text', { run: '1' }],
  ])('refuse %s', (_, wrong) => {
    expect(RunRef.safeParse({ ...ref, ...wrong }).success).toBe(false)
  })
})
