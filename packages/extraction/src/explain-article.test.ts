import { describe, expect, it } from 'vitest'
import { type ExplainedBlock, type Explanation, explainArticle, explainPlainText } from './explain-article.ts'
import { extractArticle } from './extract-article.ts'
import { readPlainText } from './read-plain-text.ts'

const url = 'https://herald.example/2026/03/harbour-tram'
const sentence =
  'The council has decided that the tram to the harbour will be built in three years, and that the ferry stays. '
const paragraph = (at: number) => `<p>Part ${at}: ${sentence.repeat(3)}</p>`
const menu = ['Home', 'Politics', 'Sport', 'Weather', 'Culture'].map((name) => `<li><a href="/x">${name}</a></li>`)

function page(inside = '', after = ''): string {
  return `<html lang="en"><head><title>Harbour tram decided - Herald</title></head><body><nav><ul>${menu.join('')}</ul></nav>
    <main><article class="story wide"><h1 id="head">Harbour tram decided</h1><div class="story-body">
    ${paragraph(1)}${paragraph(2)}${inside}${paragraph(3)}</div></article></main>${after}</body></html>`
}

const blocksOf = ({ parts }: Explanation) => parts.filter((part): part is ExplainedBlock => part.is === 'block')
const blockWith = (explanation: Explanation, text: string) =>
  blocksOf(explanation).find((block) => block.text.includes(text))

describe('explainArticle', () => {
  it('answers what extractArticle answers, and keeps the blocks that are its text', () => {
    const html = page('<p>Sign up for our free newsletter to get valley news delivered to your inbox.</p>')
    const explanation = explainArticle({ html, url })
    expect(explanation.extraction).toEqual(extractArticle({ html, url }))
    expect(explanation.textFrom).toBe('page')
    const kept = blocksOf(explanation).filter((block) => block.kept)
    expect(kept).toHaveLength(3)
    expect(explanation.extraction).toMatchObject({ article: { text: kept.map(({ text }) => text).join('\n\n') } })
  })

  it('says of a block that was cut what its words are, how likely it was and where it stood', () => {
    const prompt = 'Sign up for our free newsletter to get valley news delivered to your inbox.'
    const found = blockWith(explainArticle({ html: page(`<p class="text">${prompt}</p>`), url }), prompt)
    expect(found).toMatchObject({ is: 'block', kept: false, where: 'main > article.story > div.story-body > p.text' })
    expect(found?.furniture).not.toBeNull()
    expect(found?.probability).toBeGreaterThanOrEqual(0)
    expect(found?.probability).toBeLessThanOrEqual(1)
  })

  it('marks the title, and names an element without a class by its id', () => {
    const found = blockWith(explainArticle({ html: page(), url }), 'Harbour tram decided')
    expect(found).toMatchObject({ isTitle: true, kept: false, where: 'main > article.story > h1#head' })
  })

  it('counts links in a row, and lists none of them', () => {
    const { parts } = explainArticle({ html: page(), url })
    expect(parts[0]).toEqual({ is: 'links', count: menu.length, first: 'Home' })
  })

  it('explains a page that is no article too', () => {
    const explanation = explainArticle({
      html: '<body><h1>Hello</h1><p>Nothing more stands here.</p></body>',
      url: null,
    })
    expect(explanation.extraction.ok).toBe(false)
    expect(blocksOf(explanation).map(({ text }) => text)).toEqual(['Hello', 'Nothing more stands here.'])
  })

  it('tells that the text is the declared one where the page shows none of it', () => {
    const body = Array.from({ length: 4 }, (_, at) => `Part ${at}: ${sentence.repeat(3)}`).join('\n')
    const declared = JSON.stringify({ '@type': 'NewsArticle', headline: 'Harbour tram decided', articleBody: body })
    const html = `<html><head><script type="application/ld+json">${declared}</script></head><body><h1>Harbour tram decided</h1><p>Loading</p></body></html>`
    const { textFrom, extraction } = explainArticle({ html, url })
    expect({ textFrom, ok: extraction.ok }).toEqual({ textFrom: 'json-ld', ok: true })
  })

  it('shortens long paths and names, and takes control characters out of them', () => {
    const name = `${'x'.repeat(200)}`
    const html = `<body>${'<div class="a">'.repeat(9)}<p class="${name}">${sentence}</p><p class="\u001b[31m&#x9b;">${sentence}</p></body>`
    const [first, second] = blocksOf(explainArticle({ html, url: null })).map(({ where }) => where ?? '')
    expect(first).toMatch(/^… > div\.a > div\.a > div\.a > p\.x{29}…$/)
    expect(second).not.toMatch(/\p{Cc}/u)
  })

  it.each(['', '<', '<p', '\0', '<div>'.repeat(20_000), '<p>a'.repeat(20_000)])('takes any input', (html) => {
    expect(explainArticle({ html, url: 'no address' }).extraction.ok).toBe(false)
  })
})

describe('explainPlainText', () => {
  const text = `Harbour tram decided\n\nBy Ada Holm\n\n${sentence.repeat(2)}\n\nSign up for our free newsletter\n\n${sentence}The end.`

  it('answers what readPlainText answers, and says which lines were kept', () => {
    const explanation = explainPlainText({ text, url: null })
    expect(explanation.extraction).toEqual(readPlainText({ text, url: null }))
    expect(blocksOf(explanation).map(({ kept, verdict }) => [kept, verdict])).toEqual([
      [false, 'title'],
      [false, 'furniture'],
      [true, 'kept'],
      [false, 'furniture'],
      [true, 'kept'],
    ])
  })

  it('shows the lines of a text that is too short', () => {
    const explanation = explainPlainText({ text: 'A line.\n\nShare this story', url: null })
    expect(explanation.extraction.ok).toBe(false)
    expect(blocksOf(explanation).map(({ kept }) => kept)).toEqual([true, false])
  })

  it('has no blocks where there is no text', () => {
    expect(explainPlainText({ text: '', url: null }).parts).toEqual([])
  })
})
