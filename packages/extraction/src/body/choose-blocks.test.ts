import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { chooseBlocks, type Verdict } from './choose-blocks.ts'
import { viewBody } from './read-body.ts'

const words = (n: number) => `Number ${n} of what was told that evening, in more than sixty characters of plain text.`
const title = 'The ferry stays away'

/** What becomes of each block, told its probability in an attribute. */
function verdicts(html: string): Verdict[] {
  const page = viewBody(surveyPage(readTree(html)), { titles: [title], description: null, body: null, scripts: [] })
  const probabilities = page.views.map(({ container }) => Number(container.element?.attribs['data-p'] ?? 0))
  return chooseBlocks(page, probabilities).map(({ verdict }) => verdict)
}

describe('chooseBlocks', () => {
  it('keeps what is as likely as not', () => {
    expect(verdicts(`<p data-p="0.5">${words(1)}</p><p data-p="0.49">${words(2)}</p>`)).toEqual(['kept', 'unlikely'])
  })

  it('asks more of what stands in another article than the one with the title', () => {
    const own = `<article><h1 data-p="0.1">${title}</h1>${[1, 2, 3].map((n) => `<p data-p="0.9">${words(n)}</p>`).join('')}</article>`
    const other = `<article><p data-p="0.8">${words(4)}</p></article>`
    expect(verdicts(own + other)).toEqual(['unlikely', 'kept', 'kept', 'kept', 'other-article'])
    expect(verdicts(`<article><h1>${title}</h1></article>${other}`)).toEqual(['unlikely', 'kept'])
  })

  it('keeps items of a list more easily within the body, and not before it', () => {
    const item = '<ul><li data-p="0.3">An item of some length</li></ul>'
    const text = `<p data-p="0.9">${words(1)}</p>`
    expect(verdicts(item + text + item + text)).toEqual(['unlikely', 'kept', 'kept-list', 'kept'])
  })

  it('leaves out a few lines far below the body', () => {
    const body = Array.from({ length: 12 }, (_, n) => `<p data-p="0.9">${words(n)}</p>`).join('')
    const gap = `<div>${Array.from({ length: 9 }, (_, n) => `<p data-p="0.1">${words(50 + n)}</p>`).join('')}</div>`
    const found = verdicts(`<main>${body}</main>${gap}<section><p data-p="0.6">${words(99)}</p></section>`)
    expect(found.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 'kept'))
    expect(found.at(-1)).toBe('island')
  })

  it('leaves out the title above the body, and captions', () => {
    const figure = `<figure><figcaption data-p="0.9">${words(8)}</figcaption></figure>`
    const text = `<p data-p="0.9">${words(1)}</p><p data-p="0.9">${words(2)}</p>`
    expect(verdicts(`<h1 data-p="0.9">${title}</h1>${text}${figure}`)).toEqual(['title', 'kept', 'kept', 'caption'])
  })

  it('tells once what stands twice, but lets an interview ask its question again', () => {
    const standfirst = `<header><p data-p="0.9">${words(1)}</p></header>`
    const text = `<main><p data-p="0.9">${words(1)}</p><p data-p="0.9">${words(2)}</p></main>`
    expect(verdicts(standfirst + text)).toEqual(['kept', 'repeat', 'kept'])
    const question = '<p data-p="0.9">And what did you answer the captain?</p>'
    expect(verdicts(`<main>${question}<p data-p="0.9">${words(1)}</p>${question}</main>`)).toEqual([
      'kept',
      'kept',
      'kept',
    ])
  })
})
