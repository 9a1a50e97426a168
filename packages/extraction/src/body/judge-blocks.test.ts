import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { openForest } from './forest/forest.ts'
import { judgeBlocks } from './judge-blocks.ts'
import { viewBody } from './read-body.ts'

const view = (html: string) =>
  viewBody(surveyPage(readTree(html)), { titles: [], description: null, body: null, scripts: [] })
const byLength = openForest({ features: ['length'], base: 0, trees: [[0, 20, -3, 3]] })

describe('judgeBlocks', () => {
  it('gives each block of the page its probability, in page order', () => {
    const [short = 1, long = 0] = judgeBlocks(
      view('<p>Too short.</p><p>This one is long enough to be read.</p>'),
      byLength,
    )
    expect(short).toBeLessThan(0.1)
    expect(long).toBeGreaterThan(0.9)
  })

  it('does not judge lines of links that stand by themselves', () => {
    const links = '<div><a href="/a">A long way to another page of this site</a></div>'.repeat(3)
    expect(judgeBlocks(view(links), byLength)).toEqual([0, 0, 0])
  })

  it('does not take trees that ask for what no feature says', () => {
    const strange = openForest({ features: ['moonlight'], base: 0, trees: [] })
    expect(() => judgeBlocks(view('<p>Text.</p>'), strange)).toThrow('"moonlight"')
  })
})
