import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { openForest } from './forest/forest.ts'
import { weights } from './forest/weights.ts'
import { readBody } from './read-body.ts'

const forest = openForest(weights)

const sentence = (n: number) =>
  `Paragraph ${n} tells what happened at the river, who was there, and what they said about it.`
const paragraphs = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `<p>${sentence(from + at)}</p>`).join('')
const all = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => sentence(from + at))

const body = (
  html: string,
  more: { titles?: string[]; description?: string; body?: string; scripts?: string[] } = {},
) =>
  readBody(
    surveyPage(readTree(html)),
    {
      titles: more.titles ?? [],
      description: more.description ?? null,
      body: more.body ?? null,
      scripts: more.scripts ?? [],
    },
    forest,
  )

describe('readBody', () => {
  it('takes the paragraphs and leaves out navigation, asides, comments and footers', () => {
    const html = `<nav><p>${sentence(90)}</p></nav><div>${paragraphs(1, 4)}</div><aside><p>${sentence(91)}</p></aside><div id="comments">${paragraphs(92, 99)}</div><footer><p>${sentence(89)}</p></footer>`
    expect(body(html).paragraphs).toEqual(all(1, 4))
  })

  it('joins a body that is split over sibling containers', () => {
    const html = `<main><h1>Title of it all</h1><div class="part">${paragraphs(1, 3)}</div><div class="ad">Anzeige</div><div class="part">${paragraphs(4, 5)}</div></main>`
    expect(body(html).paragraphs).toEqual(all(1, 5))
  })

  it('believes a badly named container that holds most of the text', () => {
    expect(body(`<div class="related">${paragraphs(1, 6)}</div><div>${paragraphs(7, 7)}</div>`).paragraphs).toEqual(
      expect.arrayContaining(all(1, 6)),
    )
  })

  it('does not lose an article whose template calls every field a tag', () => {
    const fields = [1, 3, 5].map((n) => `<div class="field tags">${paragraphs(n, n + 1)}</div>`).join('')
    expect(body(`<main><h1>Title</h1>${fields}</main>`).paragraphs).toEqual(all(1, 6))
  })

  it('leaves teasers of one template out, also when they read like sentences', () => {
    const cards = [1, 2, 3, 4].map(
      (n) => `<div class="card"><h3><a href="${n}">Headline ${n}</a></h3><p>${sentence(50 + n)}</p></div>`,
    )
    expect(body(`<main><div>${paragraphs(1, 8)}</div>${cards.join('')}</main>`).paragraphs).toEqual(all(1, 8))
  })

  it('takes the article that holds the title and not a longer one below it', () => {
    const html = `<article><h1>Ferry cut</h1>${paragraphs(1, 6)}</article><article><h2>Other</h2>${paragraphs(10, 30)}</article>`
    expect(body(html, { titles: ['Ferry cut'] }).paragraphs).toEqual(all(1, 6))
  })

  it('keeps a standfirst above the body, marked or equal to the description, and not twice', () => {
    const lead = 'The islanders were not asked about the boat that they need, and nobody says why'
    const html = `<main><h1>Ferry cut</h1><p class="standfirst">${lead}.</p><div class="text">${paragraphs(1, 4)}</div></main>`
    expect(body(html, { titles: ['Ferry cut'] }).paragraphs).toEqual([`${lead}.`, ...all(1, 4)])
  })

  it('keeps sub-headings, lists and quotations inside the body', () => {
    const html = `<div>${paragraphs(1, 2)}<h2>Then what</h2><p>${sentence(3)}</p><ul><li>First of all, fuel.</li></ul><blockquote><p>We were not asked.</p></blockquote>${paragraphs(4, 5)}</div>`
    expect(body(html).paragraphs).toEqual([
      ...all(1, 2),
      'Then what',
      sentence(3),
      'First of all, fuel.',
      'We were not asked.',
      ...all(4, 5),
    ])
  })

  it('leaves out captions, the title and lines that lead elsewhere', () => {
    const html = `<div><h1>Ferry cut again</h1>${paragraphs(1, 2)}<figure><figcaption>${sentence(80)}</figcaption></figure><p><a href="x">Read more: The history of the ferry</a></p>${paragraphs(3, 4)}</div>`
    expect(body(html, { titles: ['Ferry cut again'] }).paragraphs).toEqual(all(1, 4))
  })

  it('takes the declared body when the page shows less than half of it', () => {
    const declared = all(1, 9).join('\n')
    expect(body(`<div>${paragraphs(1, 2)}</div>`, { body: declared }).paragraphs).toEqual(all(1, 9))
    expect(body(`<div>${paragraphs(1, 9)}</div>`, { body: all(1, 3).join('\n') }).paragraphs).toEqual(all(1, 9))
  })

  it('believes the declared body about a paragraph in a suspicious place', () => {
    const html = `<div>${paragraphs(1, 4)}<div class="promo"><p>${sentence(5)}</p></div>${paragraphs(6, 8)}</div>`
    expect(body(html).paragraphs).not.toContain(sentence(5))
    expect(body(html, { body: all(1, 8).join('\n') }).paragraphs).toEqual(all(1, 8))
  })

  it('reads text set off by line breaks in a layout table', () => {
    const html = `<table><tr><td><a href="1">Home</a><br><a href="2">News</a></td><td>${all(1, 4).join('<br><br>')}</td></tr></table>`
    expect(body(html).paragraphs).toEqual(all(1, 4))
  })

  it('counts what stands in one place, so that teasers do not pass for an article', () => {
    const cards = all(1, 9).map((text, n) => `<section class="c${n}"><p>${text}</p></section>`)
    expect(body(cards.join('')).unity).toBeLessThan(150)
    expect(body(`<div>${paragraphs(1, 9)}</div>`).unity).toBeGreaterThan(600)
  })

  it('is empty for an empty page', () => {
    expect(body('').paragraphs).toEqual([])
  })
})
