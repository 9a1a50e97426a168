import { describe, expect, it } from 'vitest'
import { readTree } from '../../page/page-tree.ts'
import { surveyPage } from '../../page/survey-page.ts'
import { viewBody } from '../read-body.ts'
import { features } from './features.ts'

const sentence = 'The minister said on Friday, in the rain, that nobody had asked her about the bridge.'

function rows(html: string, titles: string[] = []): Record<string, number>[] {
  const page = viewBody(surveyPage(readTree(html)), { titles, description: null, body: null, scripts: [] })
  return page.views.map((view) => Object.fromEntries(Object.entries(features).map(([name, of]) => [name, of(view)])))
}

describe('features', () => {
  it('are numbers for every block, also of a page that is empty around it', () => {
    for (const row of rows(`<p>Yes.</p><h1>${sentence}</h1><table><tr><td>1</td></tr></table>`))
      expect(Object.entries(row).filter(([, value]) => !Number.isFinite(value))).toEqual([])
  })

  it('say how a text looks', () => {
    const [row] = rows(`<p>${sentence}</p>`, ['Asked about the bridge'])
    expect(row).toMatchObject({ words: 16, commas: 2, sentenceMarks: 1, ending: 2, linkDensity: 0, isRunning: 1 })
    expect(row?.functionShare).toBeGreaterThan(0.4)
    expect(row?.titleShare).toBeCloseTo(6 / 16)
  })

  it('say where running text is held, and how far a block stands from it', () => {
    const [menu, first, , last] = rows(
      `<div><p>Menu of the day</p></div><main><p>${sentence}</p><p>${sentence} Twice.</p></main><p>At last</p>`,
    )
    expect(menu).toMatchObject({ inMost: 0, untilWeight: 1, sinceWeight: 99, weightBefore: 0 })
    expect(first).toMatchObject({ inMost: 1, parentShare: 1, 'next.kinship': 1, 'next.sameTemplate': 1 })
    expect(last).toMatchObject({ inMost: 0, sinceWeight: 1, weightBefore: 1, 'next.length': -1 })
  })

  it('say that a block stands in a row of cards', () => {
    const card = `<div class="card"><h3>A headline</h3><p>${sentence}</p></div>`
    const text = `<div>${`<p>${sentence} And so it went on for a while, until all had left.</p>`.repeat(9)}</div>`
    const found = rows(`<main>${text}<section>${card.repeat(4)}</section></main>`)
    expect(found.at(-1)).toMatchObject({ rowLength: 4, rowHasHeading: 1 })
    expect(found[0]).toMatchObject({ rowHasHeading: 0 })
  })

  it('say in which article a block stands, beside the one with the title', () => {
    const [, own, other, outside] = rows(
      `<article><h1>The bridge</h1><p>${sentence}</p></article><article><p>${sentence}</p></article><p>Outside.</p>`,
    )
    expect([own, other, outside].map((row) => row?.inTitleArticle)).toEqual([2, 0, 1])
  })

  it('say what stands below the heading of a list of other articles', () => {
    const found = rows(`<h1>The bridge</h1><p>${sentence}</p><h3>Related articles</h3><p>${sentence} Not here.</p>`)
    expect(found[1]).toMatchObject({ tailsBefore: 0, isUnderTail: 0 })
    expect(found[3]).toMatchObject({ tailsBefore: 1, isUnderTail: 1, sinceHeading: 1 })
  })
})
