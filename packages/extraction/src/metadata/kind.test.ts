import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { readDeclared } from './declared.ts'
import { type ArticleSeen, readKind } from './kind.ts'
import { kindOfWord } from './kind-words.ts'

const ld = (value: object) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const plain: ArticleSeen = { url: null, title: 'Quarry', section: null, tags: [], textLength: 3000 }
const find = (html: string, seen: Partial<ArticleSeen> = {}) => {
  const survey = surveyPage(readTree(html))
  return readKind(survey, readDeclared(survey), { ...plain, ...seen })
}
const at = (path: string, seen: Partial<ArticleSeen> = {}) =>
  find('', { url: `https://a.example${path}`, ...seen })?.value ?? null
const entry = (time: string) =>
  `<div class="entry"><time datetime="2024-05-17T${time}:00Z">${time}</time><p>${'The lorries have reached the bridge and wait there. '.repeat(4)}</p></div>`
const entries = ['08:00', '08:10', '08:20', '08:30', '08:40', '08:50'].map(entry).join('')

describe('readKind', () => {
  it('reads the declared type before the address', () => {
    const live = find(ld({ '@type': 'LiveBlogPosting', headline: 'x' }), { url: 'https://a.example/opinion/x' })
    expect(live).toEqual({ value: 'live-blog', from: 'json-ld:@type' })
    expect(find(ld({ '@type': 'OpinionNewsArticle', headline: 'x' }))?.value).toBe('opinion')
  })

  it('takes an article with a list of updates beside it for a live blog', () => {
    const html = ld([
      { '@type': 'NewsArticle', headline: 'x', author: 'Mira Tolland', datePublished: '2024-05-17' },
      { '@type': 'LiveBlogPosting', liveBlogUpdate: [{ headline: 'a' }, { headline: 'b' }] },
    ])
    expect(find(html)?.value).toBe('live-blog')
  })

  it.each([
    ['/meinung/x', 'opinion'],
    ['/commentisfree/2024/x', 'opinion'],
    ['/idees-debats/x', 'opinion'],
    ['/opini%C3%B3n/x', 'opinion'],
    ['/editoriali/x', 'opinion'],
    ['/opiniao/x', 'opinion'],
    ['/felietony/x', 'opinion'],
    ['/%D0%B4%D1%83%D0%BC%D0%BA%D0%B8/x', 'opinion'],
    ['/mneniya/x', 'opinion'],
    ['/world/live/2024/x', 'live-blog'],
    ['/politik/quarry-liveticker', 'live-blog'],
    ['/en-direct/x', 'live-blog'],
    ['/minuto-a-minuto/x', 'live-blog'],
    ['/ao-vivo/x', 'live-blog'],
    ['/na-zywo/x', 'live-blog'],
    ['/news/how-opinion-polls-work', null],
    ['/opinion', null],
    ['/%E0%A4%A/x', null],
  ])('reads the address %s as %s', (path, kind) => {
    expect(at(path)).toBe(kind)
  })

  it('reads section, breadcrumbs, tags and the words around the headline', () => {
    expect(find('', { section: 'Kommentare' })).toEqual({ value: 'opinion', from: 'section' })
    expect(find('<nav class="breadcrumbs"><a>Home</a><a>Tribunes</a></nav>')).toEqual({
      value: 'opinion',
      from: 'breadcrumbs',
    })
    expect(find('', { tags: ['Steinbruch', 'Kolumne'] })).toEqual({ value: 'opinion', from: 'tags' })
    expect(find('', { title: 'Opinión: La cantera y el pueblo' })).toEqual({ value: 'opinion', from: 'title' })
    expect(find('<title>The quarry must close | Opinion | Northlight</title>')?.value).toBe('opinion')
    expect(find('', { title: 'Opinion is divided on the quarry' })).toBeNull()
  })

  it('takes entries with times under a live headline for a live blog, and neither of both alone', () => {
    expect(find(entries, { title: 'Quarry vote live: lorries at the bridge' })).toEqual({
      value: 'live-blog',
      from: 'structure',
    })
    expect(find(entries)).toBeNull()
    expect(find('', { title: 'They live beside the quarry' })).toBeNull()
  })

  it('calls a page of moving pictures a video only when it has little text', () => {
    expect(at('/video/x', { textLength: 300 })).toBe('video')
    expect(at('/video/x', { textLength: 5000 })).toBeNull()
    expect(find('<div><video src="a.mp4"></video></div>', { textLength: 200 })?.value).toBe('video')
    expect(find('<meta property="og:type" content="video.other">', { textLength: 200 })?.from).toBe('og:type')
    expect(find(ld({ '@type': 'VideoObject', name: 'x' }), { textLength: 200 })?.value).toBe('video')
  })

  it('calls many pictures with little text a gallery, if they are no links to other stories', () => {
    const figures = '<figure><img src="/a.jpg"></figure>'.repeat(12)
    expect(at('/bilderstrecke/x', { textLength: 300 })).toBe('gallery')
    expect(find(figures, { textLength: 300 })).toEqual({ value: 'gallery', from: 'structure' })
    expect(find(figures)).toBeNull()
    const teasers = '<figure><a href="/b"><img src="/a.jpg"></a></figure>'.repeat(12)
    expect(find(teasers, { textLength: 300 })).toBeNull()
  })
})

describe('kindOfWord', () => {
  it('knows a word with any accents, case and joints', () => {
    for (const word of ['Live-Blog', 'liveblog', 'EN DIRECT', 'Relacja na żywo', 'Пряма трансляція'])
      expect(kindOfWord(word)).toBe('live-blog')
    for (const word of ['Débats', 'opiniao', 'Колонка', 'Leitartikel']) expect(kindOfWord(word)).toBe('opinion')
    expect(kindOfWord('Фоторепортаж')).toBe('gallery')
  })

  it('knows nothing of other words', () => {
    for (const word of ['', 'Politik', 'constructor', 'liver']) expect(kindOfWord(word)).toBeNull()
  })
})
