import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { openNewsroom } from '../newsroom/site.ts'
import { openLine, stageServices, until } from './line.ts'

const content = join(import.meta.dirname, '..', 'newsroom', 'content', 'car-free-centre')
const fast = { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 4, totalTimeoutMs: 1_500 }

type Page<Item> = { readonly items: readonly Item[] }
type Listed = { readonly articleId: string; readonly relation: string }
type Whole = {
  readonly title: string
  readonly text: string
  readonly statements: readonly { quote: string; start: number | null; end: number | null }[]
}
type Shared = {
  readonly sources: readonly {
    articleId: string
    share: number
    passages: readonly { start: number; end: number; sourceStart: number; sourceEnd: number }[]
  }[]
}

/** What the matcher of passages looks at: case and signs say nothing to it. */
const bare = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

type Ask = <Answer>(path: string) => Promise<Answer>

/** How many quotes an article holds; each of them must stand where it is said to stand. */
async function expectQuotes(ask: Ask, articleId: string): Promise<number> {
  const { title, text, statements } = await ask<Whole>(`/articles/${articleId}`)
  for (const { quote, start, end } of statements) {
    if (start === null || end === null) expect(title).toContain(quote)
    else expect(text.slice(start, end)).toBe(quote)
  }
  return statements.length
}

/** An article that took something from others says the same as they do, but for a word that was edited here and there. */
async function expectPassages(ask: Ask, articleId: string): Promise<void> {
  const { text } = await ask<Whole>(`/articles/${articleId}`)
  const { sources } = await ask<Shared>(`/articles/${articleId}/passages`)
  expect(sources.length).toBeGreaterThan(0)
  for (const { articleId: source, passages } of sources) {
    const { text: sourceText } = await ask<Whole>(`/articles/${source}`)
    for (const { start, end, sourceStart, sourceEnd } of passages) {
      const here = bare(text.slice(start, end))
      const there = new Set(bare(sourceText.slice(sourceStart, sourceEnd)))
      expect(here.filter((word) => !there.has(word)).length).toBeLessThanOrEqual(here.length / 4)
    }
  }
}

/** The API's address, from what it logged. */
function baseOf(log: string): string | undefined {
  const line = log.split('\n').find((text) => text.includes('"msg":"api"')) ?? ''
  return /"url":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(line)?.[1]
}

it('remembers what it read: each quote stands where it is said to stand, and so does each passage, in both texts', async () => {
  await using newsroom = await openNewsroom(content, { speed: 20 })
  const sources = newsroom.sources.map(({ id, url, outlet }) => ({ id, url, outlet, everySeconds: 0.3 }))
  const settings = { topics: [newsroom.topicFile], sources, limits: { fetch: fast } }
  await using line = await openLine({ redisUrl: inject('redisUrl'), ...settings })
  await Promise.all([...stageServices, 'archive' as const, 'api' as const].map((name) => line.start(name)))
  await newsroom.allAppeared
  const ask: Ask = async (path) => (await fetch(`${baseOf(line.log())}/v1${path}`)).json() as never
  await until('all has ended and is in the archive', 120_000, async () => {
    const { accepted = 0, ended = 0 } = await line.stores.runs.counters()
    if (accepted !== newsroom.urlCount || ended !== accepted) return false
    return (await ask<Page<unknown>>('/runs?limit=200')).items.length === ended
  })

  const { items } = await ask<Page<Listed>>('/articles?limit=200')
  let quotes = 0
  for (const { articleId } of items) quotes += await expectQuotes(ask, articleId)
  expect(quotes).toBeGreaterThan(5)
  const took = items.filter(({ relation }) => relation !== 'new')
  expect(took.length).toBeGreaterThan(0)
  for (const { articleId } of took) await expectPassages(ask, articleId)
  const { items: outlets } = await ask<Page<{ articles: number; copied: number }>>('/outlets?since=2000-01-01')
  expect(outlets.reduce((sum, { articles }) => sum + articles, 0)).toBe(items.length)
  expect(outlets.some(({ copied }) => copied > 0)).toBe(true)
})
