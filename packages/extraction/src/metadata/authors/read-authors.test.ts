import { describe, expect, it } from 'vitest'
import { readTree } from '../../page/page-tree.ts'
import { surveyPage } from '../../page/survey-page.ts'
import { readDeclared } from '../declared.ts'
import { siteNames } from '../site-name.ts'
import { readAuthors } from './read-authors.ts'

const url = 'https://www.northlight.example/2024/05/17/quarry'
const ld = (value: object) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const find = (html: string) => {
  const survey = surveyPage(readTree(html))
  const declared = readDeclared(survey)
  const titleAt = survey.blocks.findIndex((block) => block.container.tag === 'h1')
  return readAuthors(survey, declared, { sites: siteNames(declared, url), titleAt })
}
const authors = (html: string) => find(html)?.value ?? []
const article = (author: unknown) => ld({ '@type': 'NewsArticle', headline: 'x', author })
const paragraph = `<p>${'The village and the owner of its quarry have agreed at last. '.repeat(3)}</p>`

describe('readAuthors', () => {
  it('resolves references into the graph and leaves organisations beside a person out', () => {
    const html = ld({
      '@graph': [
        { '@type': 'Person', '@id': '#mira', name: 'Mira Tolland' },
        {
          '@type': 'Article',
          headline: 'x',
          author: [{ '@id': '#mira' }, { '@type': 'Organization', name: 'Northlight' }],
        },
      ],
    })
    expect(find(html)).toEqual({ value: ['Mira Tolland'], from: 'json-ld:author' })
  })

  it('reads several names in one string, and a string beside objects', () => {
    expect(authors(article('Mira Tolland, Piet Rook'))).toEqual(['Mira Tolland', 'Piet Rook'])
    expect(authors(article([{ name: 'Mira Tolland and Piet Rook' }, 'Ida Venn']))).toEqual([
      'Mira Tolland',
      'Piet Rook',
      'Ida Venn',
    ])
  })

  it('never sets an agency beside a person', () => {
    expect(authors(article(['Mira Tolland', 'dpa']))).toEqual(['Mira Tolland'])
    expect(authors('<meta name="author" content="Mira Tolland/AFP">')).toEqual(['Mira Tolland'])
    expect(authors(`${article({ '@type': 'Organization', name: 'dpa' })}<h1>Quarry</h1><p>By Piet Rook</p>`)).toEqual([
      'Piet Rook',
    ])
  })

  it('names an agency, else the outlet, where no person is named', () => {
    expect(authors('<meta name="author" content="Reuters">')).toEqual(['Reuters'])
    expect(authors('<meta name="author" content="Northlight">')).toEqual(['Northlight'])
    const both = `${article({ '@type': 'Organization', name: 'Northlight' })}<meta name="articleauthor" content="Anadolu Ajansı">`
    expect(find(both)).toEqual({ value: ['Anadolu Ajansı'], from: 'articleauthor' })
  })

  it('names nobody for accounts and for agencies without a name', () => {
    expect(authors('<meta name="author" content="admin">')).toEqual([])
    expect(authors('<meta name="author" content="Agencies">')).toEqual([])
    expect(find('<p>x')).toBeNull()
  })

  it('reads a byline near the title and not one of a related story', () => {
    const html =
      '<h1>Quarry</h1><div>By Piet Rook</div><p>Text.</p><aside><span class="author">Other Writer</span></aside>'
    expect(find(html)).toEqual({ value: ['Piet Rook'], from: 'text' })
  })

  it('does not take a headline that begins with a preposition for a byline', () => {
    expect(authors('<h1>Quarry</h1><div>Von Steinbruch bis Straße – Lärm über dem Tal</div>')).toEqual([])
  })

  it('takes the names of author links from a longer byline', () => {
    const html =
      '<div class="byline">From our <a href="/people/mira">Mira Tolland</a>, who lives in <a href="/hollin">Hollin</a></div>'
    expect(find(html)).toEqual({ value: ['Mira Tolland'], from: 'byline' })
  })

  it('does not take persons from sentences in elements whose class speaks of profiles', () => {
    const html =
      '<div class="profile-teaser">Mira Tolland und Piet Rook, die seit Jahren um den Steinbruch streiten, treffen sich nun vor Gericht.</div>'
    expect(authors(html)).toEqual([])
  })

  it('does not take the bylines of teasers made by one template', () => {
    const teaser = (name: string) => `<div><h3>Other story</h3><p class="teaser-item__author">Von ${name}</p></div>`
    expect(authors(['Mira Tolland', 'Piet Rook', 'Ida Venn'].map(teaser).join(''))).toEqual([])
  })

  it('reads a signature below the text when nothing above names anybody', () => {
    expect(authors('<h1>Quarry</h1><p>Text.</p><p>Autor: Piet Rook</p>')).toEqual(['Piet Rook'])
    expect(authors('<h1>Quarry</h1><p>Text.</p><p>Autorin/Autor Piet Rook</p>')).toEqual(['Piet Rook'])
  })

  it('reads names that stand alone before the first paragraph, and no subheading', () => {
    const outlet = '<meta name="author" content="Northlight"><h1>Quarry</h1>'
    expect(authors(`${outlet}<div><p>Mira Tolland/Piet Rook</p>${paragraph}</div>`)).toEqual([
      'Mira Tolland',
      'Piet Rook',
    ])
    expect(authors(`${outlet}<div>${paragraph}<p>New Hope</p>${paragraph}</div>`)).toEqual(['Northlight'])
  })

  it('does not take initials in a byline for a person', () => {
    expect(authors(`${article({ '@type': 'Organization', name: 'Northlight' })}<p class="author">amw</p>`)).toEqual([
      'Northlight',
    ])
  })

  it('names everybody once', () => {
    expect(authors('<meta name="author" content="Mira Tolland, MIRA TOLLAND">')).toEqual(['Mira Tolland'])
  })
})
