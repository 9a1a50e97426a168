import { describe, expect, it } from 'vitest'
import { flaws } from '../test/flaws.ts'
import { hostilePages } from '../test/hostile-pages.ts'
import { extractArticle } from './extract-article.ts'
import { readPlainText } from './read-plain-text.ts'

const url = 'https://www.northlight.example/2024/05/01/crane'
const tenMegabytes = 10_000_000
const halfMegabyte = 500_000

/** That an answer comes at all is most of the test: work that grows with the square of such a page comes to none before the time is up. */
describe('a hostile page of ten megabytes', () => {
  it.each([...hostilePages])('gets a sound answer: %s', (_, makePage) => {
    const html = makePage(tenMegabytes)
    expect(flaws(extractArticle({ html, url }), html)).toEqual([])
  })
})

describe('a hostile plain text, with a line for each tag', () => {
  it.each([...hostilePages])('gets a sound answer: %s', (_, makePage) => {
    const text = makePage(halfMegabyte).replaceAll('<', '\n<')
    expect(flaws(readPlainText({ text, url }), text)).toEqual([])
  })
})
