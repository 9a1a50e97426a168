import { describe, expect, it } from 'vitest'
import { articleText, declaredBody, readLinkedData } from './linked-data.ts'

const read = (...values: unknown[]) => readLinkedData(values.map((value) => JSON.stringify(value)))

describe('readLinkedData', () => {
  it('finds the article inside a graph inside an array', () => {
    const data = read([{ '@graph': [{ '@type': 'WebSite' }, { '@type': ['NewsArticle'], headline: 'Tolls' }] }])
    expect(articleText(data, 'headline')).toBe('Tolls')
  })

  it('prefers the page’s own article to those of a list, a review or a live update', () => {
    const other = {
      '@type': 'NewsArticle',
      headline: 'Other',
      datePublished: '2024-01-01',
      author: 'X',
      articleBody: 'b',
    }
    const data = read(
      { '@type': 'ItemList', itemListElement: [other] },
      { '@type': 'Article', headline: 'Own', hasPart: [other] },
    )
    expect(articleText(data, 'headline')).toBe('Own')
    expect(data.isList).toBe(true)
  })

  it('leaves out broken scripts', () => {
    expect(readLinkedData(['{', '{"@type":"Article","headline":"Tolls"}']).article).not.toBeNull()
  })

  it('keeps the richest object of an address', () => {
    const data = read({ '@id': '#p', name: 'Mira' }, { '@id': '#p' })
    expect(data.byId.get('#p')?.name).toBe('Mira')
  })

  it('survives arrays nested a hundred thousand deep', () => {
    const data = readLinkedData([`{"@type":"Article","author":${'['.repeat(100_000)}${']'.repeat(100_000)}}`])
    expect(data.article).not.toBeNull()
  })
})

describe('declaredBody', () => {
  it('joins parts and removes tags', () => {
    const body = declaredBody(read({ '@type': 'Article', articleBody: ['<p>One.</p>', 'Two. '.repeat(50)] }))
    expect(body).toContain('One.')
    expect(body).not.toContain('<p>')
  })

  it('is nothing for a body too short to be one', () => {
    expect(declaredBody(read({ '@type': 'Article', articleBody: 'Short.' }))).toBeNull()
  })
})
