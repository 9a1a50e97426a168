import { ArticleFacts, type FetchedPage } from '@stancewire/contracts'
import type { Article } from '@stancewire/extraction'
import { describe, expect, it } from 'vitest'
import { articleFacts } from './article-facts.ts'

const fetchedAt = '2024-02-27T10:00:00.000Z'
const topics = [{ id: 'rain-tax', relevance: 0.9 }]

const aPage = (changes: Partial<FetchedPage> = {}): FetchedPage => ({
  v: 1,
  urlId: `u${'1'.repeat(32)}`,
  run: 1,
  url: 'https://news.example/rain?from=feed',
  finalUrl: 'https://news.example/rain',
  media: 'html',
  outlet: 'Example News',
  fetchedAt,
  hint: { title: 'Title of the feed', publishedAt: '2024-02-26T08:00:00.000Z' },
  ...changes,
})

const anArticle = (changes: Partial<Article> = {}): Article => ({
  title: 'Title of the page',
  text: 'Words.',
  authors: ['Ada Example'],
  publishedAt: '2024-02-26T09:00:00.000Z',
  modifiedAt: null,
  language: 'en',
  siteName: 'The Site',
  canonicalUrl: null,
  section: null,
  tags: [],
  image: null,
  kind: 'article',
  ...changes,
})

const facts = (article: Partial<Article> = {}, page: Partial<FetchedPage> = {}) =>
  articleFacts(anArticle(article), aPage(page), topics)

describe('articleFacts', () => {
  it('keeps its contract, however much a page says', () => {
    const long = anArticle({
      title: 'Rain '.repeat(1_000),
      authors: Array.from({ length: 50 }, (_, at) => `Author ${at} ${'x'.repeat(200)}`),
      siteName: 'Site '.repeat(100),
    })
    const read = ArticleFacts.safeParse(articleFacts(long, aPage({ outlet: null }), topics))
    expect(read.error).toBeUndefined()
  })

  it('believes the page before its source', () => {
    expect(facts()).toMatchObject({ title: 'Title of the page', publishedAt: '2024-02-26T09:00:00.000Z' })
  })

  it('believes the source where the page is silent', () => {
    expect(facts({ title: '', publishedAt: null })).toMatchObject({
      title: 'Title of the feed',
      publishedAt: '2024-02-26T08:00:00.000Z',
    })
  })

  it('takes no control characters over, from page or source', () => {
    expect(facts({ authors: ['Ada\u0000 Example'] }).authors).toEqual(['Ada Example'])
    const hint = { title: 'Title\u0000 of the feed\u001b', publishedAt: null }
    expect(facts({ title: '' }, { hint, outlet: 'Example\u0007 News' })).toMatchObject({ title: 'Title of the feed' })
  })

  it('names the outlet as it is configured, else as the page does', () => {
    expect(facts().outlet).toBe('Example News')
    expect(facts({}, { outlet: null }).outlet).toBe('The Site')
    expect(facts({ siteName: null }, { outlet: null }).outlet).toBeNull()
  })

  it.each([
    ['2024-02-26T09:00:00+02:00', '2024-02-26T07:00:00.000Z'],
    ['2024-02-27T10:00:00Z', fetchedAt],
    ['2024-02-27T10:00:01Z', fetchedAt],
    ['2034-01-01T00:00:00Z', fetchedAt],
    ['2024-02-26', '2024-02-26'],
    ['2024-02-27', '2024-02-27'],
    ['2024-02-28', '2024-02-27'],
    [null, null],
  ])('caps %s at the time of the fetch: %s', (stated, kept) => {
    const page = { hint: { title: null, publishedAt: null } }
    expect(facts({ publishedAt: stated, modifiedAt: stated }, page)).toMatchObject({
      publishedAt: kept,
      modifiedAt: kept,
    })
  })

  it('caps the date of the source too', () => {
    const hint = { title: null, publishedAt: '2030-01-01' }
    expect(facts({ publishedAt: null }, { hint }).publishedAt).toBe('2024-02-27')
  })

  it('gives one id to one article under two addresses, if the page links to its own', () => {
    const canonicalUrl = 'https://news.example/rain'
    const [first, second] = ['https://news.example/rain?page=app', 'https://amp.news.example/rain'].map(
      (finalUrl) => facts({ canonicalUrl }, { finalUrl }).articleId,
    )
    expect(first).toBe(second)
    expect(first).toBe(facts({}, { finalUrl: canonicalUrl }).articleId)
  })

  it('gives different ids to different addresses', () => {
    expect(facts().articleId).not.toBe(facts({}, { finalUrl: 'https://news.example/wind' }).articleId)
  })

  it('gives an id to a text that was handed in', () => {
    expect(facts({}, { finalUrl: `text:${'0'.repeat(64)}` }).articleId).toMatch(/^a[0-9a-f]{32}$/)
  })

  it('cuts no character in two', () => {
    expect(facts({ title: `${'a'.repeat(299)}🌧` }).title.isWellFormed()).toBe(true)
  })
})
