import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { flaws } from '../test/flaws.ts'
import { mutate } from '../test/mutate.ts'
import type { Extraction } from './article.ts'
import { extractArticle } from './extract-article.ts'
import { readPlainText } from './read-plain-text.ts'

const root = new URL('../fixtures/', import.meta.url)
const pages = readdirSync(root)
  .map((name) => new URL(`${name}/page.html`, root))
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, 'utf8'))
const url = 'https://www.northlight.example/2024/05/01/quarry'
const mutated = 300
const perTest = 50

/** Now and then two pages in one: both are looked through for one article. */
function pageOf(seed: number): string {
  const [one = '', other = ''] = [pages[seed % pages.length], pages[(seed * 7) % pages.length]]
  return mutate(seed % 5 === 0 ? one + other : one, seed)
}

/** The flaws of the answers to so many pages, each with the seed of its page. */
function flawsOf(read: (page: string) => Extraction, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => from + at).flatMap((seed) => {
    const page = pageOf(seed)
    return flaws(read(page), page).map((flaw) => `seed ${seed}: ${flaw}`)
  })
}

const readHtml = (html: string) => extractArticle({ html, url })
const readText = (text: string) => readPlainText({ text, url })

describe('mutated and truncated pages', () => {
  const starts = Array.from({ length: mutated / perTest }, (_, at) => at * perTest)

  it.each(starts)('get a sound answer (%i and on)', (start) => {
    expect(flawsOf(readHtml, start, perTest)).toEqual([])
  })

  it.each(starts)('get a sound answer as plain text (%i and on)', (start) => {
    expect(flawsOf(readText, start, perTest)).toEqual([])
  })

  it('get the same answer twice', () => {
    for (let seed = 0; seed < mutated; seed++) expect(readHtml(pageOf(seed))).toEqual(readHtml(pageOf(seed)))
  })

  it('are still articles, in part', () => {
    const articles = Array.from({ length: mutated }, (_, seed) => readHtml(pageOf(seed))).filter(({ ok }) => ok).length
    expect(articles).toBeGreaterThan(mutated * 0.2)
    expect(articles).toBeLessThan(mutated * 0.9)
  })
})
