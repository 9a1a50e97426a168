import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { readDeclared } from './declared.ts'
import { readTags } from './tag-names.ts'

const find = (html: string) => {
  const survey = surveyPage(readTree(html))
  return readTags(survey, readDeclared(survey), new Set(['northlight']))
}
const tags = (html: string) => find(html)?.value ?? []
const meta = (name: string, content: string) => `<meta name="${name}" content="${content}">`
const keywords = (value: unknown) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', headline: 'x', keywords: value })}</script>`

describe('readTags', () => {
  it('reads repeated elements, lists and links, from the first source that has any', () => {
    const both = `${meta('article:tag', 'Steinbruch')}${meta('article:tag', 'Lärm')}${meta('keywords', 'news')}`
    expect(find(both)).toEqual({ value: ['Steinbruch', 'Lärm'], from: 'article:tag' })
    expect(find(meta('news_keywords', 'carrière; bruit'))).toEqual({
      value: ['carrière', 'bruit'],
      from: 'news_keywords',
    })
    expect(find('<a rel="tag nofollow" href="/t/1"># Quarry</a><a rel="tag">Noise</a>')).toEqual({
      value: ['Quarry', 'Noise'],
      from: 'rel=tag',
    })
  })

  it('reads JSON-LD keywords as a string, an array or terms', () => {
    expect(tags(keywords('Quarry, Noise'))).toEqual(['Quarry', 'Noise'])
    expect(tags(keywords(['Кар’єр', { '@type': 'DefinedTerm', name: 'шум' }]))).toEqual(['Кар’єр', 'шум'])
  })

  it('keeps each once and leaves out the outlet, marks of the publishing system, numbers and sentences', () => {
    const list =
      'Quarry, quarry, QUARRY, Northlight, type:story, _noindex, 12345, 0a1b2c3d-4e5f-6071-8293, https://a.example, a sentence is not a tag at all really'
    expect(tags(meta('keywords', list))).toEqual(['Quarry'])
  })

  it('gives at most twenty', () => {
    expect(tags(meta('keywords', Array.from({ length: 500 }, (_, n) => `tag ${n}x`).join(',')))).toHaveLength(20)
  })

  it('is nothing when the page names none', () => {
    expect(find(meta('keywords', ' , ;'))).toBeNull()
    expect(find('<p>x')).toBeNull()
  })
})
