import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { readBreadcrumbs } from './breadcrumbs.ts'
import { readDeclared } from './declared.ts'
import { readSection } from './section.ts'

const ld = (value: object) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const title = 'Village and quarry agree'
const find = (html: string) => {
  const survey = surveyPage(readTree(html))
  return readSection(survey, readDeclared(survey), { title, sites: new Set(['northlight']) })
}
const section = (html: string) => find(html)?.value ?? null
const meta = (content: string) => `<meta property="article:section" content="${content}">`
const crumb = (position: number, name: string) => ({ '@type': 'ListItem', position, item: { '@id': '/x', name } })

describe('readSection', () => {
  it('reads JSON-LD, then meta elements, then breadcrumbs', () => {
    expect(find(ld({ '@type': 'Article', headline: 'x', articleSection: ['Politik', 'Inland'] }))).toEqual({
      value: 'Politik',
      from: 'json-ld:articleSection',
    })
    expect(find(meta('Lokalne'))).toEqual({ value: 'Lokalne', from: 'article:section' })
    expect(find('<nav aria-label="Breadcrumb"><a href="/">Start</a> › <a href="/l">Lokales</a></nav>')).toEqual({
      value: 'Lokales',
      from: 'breadcrumbs',
    })
  })

  it('takes the last part of a path and the first of a list, and keeps a comma inside a name', () => {
    expect(section(meta('news/europe'))).toBe('europe')
    expect(section(meta('Lunch,Sides,Dinner'))).toBe('Lunch')
    expect(section(meta('Arts, Culture'))).toBe('Arts, Culture')
  })

  it('passes over the home page, the outlet, the headline and words that name no section', () => {
    for (const name of ['Startseite', 'Northlight', title, 'News', 'Uncategorized', 'Новини', '17', ''])
      expect(section(meta(name))).toBeNull()
    const list = ld({
      '@type': 'BreadcrumbList',
      itemListElement: [crumb(3, 'Village and quarry…'), crumb(1, 'Home'), crumb(2, 'Region')],
    })
    expect(section(list)).toBe('Region')
  })
})

describe('readBreadcrumbs', () => {
  const crumbs = (html: string) => {
    const survey = surveyPage(readTree(html))
    return readBreadcrumbs(survey, readDeclared(survey))
  }

  it('orders declared crumbs by their positions', () => {
    const list = { '@type': 'BreadcrumbList', itemListElement: [crumb(2, 'Region'), crumb(1, 'Home')] }
    expect(crumbs(ld(list))).toEqual(['Home', 'Region'])
  })

  it('reads the links of a trail that is marked by class or item type', () => {
    expect(crumbs('<ul class="breadcrumb"><li><a>Home</a></li><li><a>Region</a></li></ul>')).toEqual(['Home', 'Region'])
    expect(crumbs('<ol itemtype="https://schema.org/BreadcrumbList"><li><a>Region</a></li></ol>')).toEqual(['Region'])
    expect(crumbs('<nav><a>Region</a></nav>')).toEqual([])
  })

  it('comes to an answer on a trail without end', () => {
    expect(crumbs(`<nav class="breadcrumbs">${'<b>'.repeat(5000)}<a>x</a>`).length).toBeLessThan(2)
    expect(crumbs(`<nav class="breadcrumbs">${'<a>x</a>'.repeat(5000)}`)).toHaveLength(10)
  })
})
