import { describe, expect, it } from 'vitest'
import { readTree } from './page-tree.ts'

// Work that grew with the square of its input would run into the time limit of these tests.

describe('readTree', () => {
  it('reads any string without throwing', () => {
    for (const html of ['', '<', '</', '<!--', '<![CDATA[', '<a', '\u0000', '<p>a<b>c</p>', '</p></div>']) {
      expect(readTree(html).type).toBe('root')
    }
  })

  it('keeps ten thousand nested elements', () => {
    let depth = 0
    let node = readTree('<i>'.repeat(10_000)).firstChild
    while (node && node.type === 'tag') {
      depth++
      node = node.firstChild
    }
    expect(depth).toBe(10_000)
  })

  it('comes to an end when every end tag misses a deep stack', () => {
    const html = '<div>'.repeat(400_000) + '</p></span>'.repeat(100_000)
    expect(readTree(html).type).toBe('root')
  })

  it('comes to an end on an endless row of start tags', () => {
    expect(readTree('<table><tr><td>'.repeat(300_000)).type).toBe('root')
  })
})
