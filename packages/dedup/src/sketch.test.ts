import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { lookupHashes, sketchOf } from './sketch.ts'
import { decodeSketch, encodeSketch } from './sketch-bytes.ts'

const longText = (words: number): string =>
  Array.from({ length: words }, (_, at) => `w${(at * 7919) % 100_003}`).join(' ')

describe('sketchOf', () => {
  it('keeps every hash of a short text and about an eighth of a long one', () => {
    expect(sketchOf(null, 'one two three four five')).toMatchObject({ rate: 1, words: 5 })
    expect(sketchOf(null, 'one two three four five').hashes).toHaveLength(3)
    const long = sketchOf(null, longText(4_000))
    expect(long.rate).toBe(1 / 8)
    expect(long.hashes.length).toBeGreaterThan(400)
    expect(long.hashes.length).toBeLessThan(600)
  })

  it('samples denser until 48 hashes are kept', () => {
    const { rate, hashes } = sketchOf(null, articles.ferry.text)
    expect(rate).toBeLessThan(1)
    expect(hashes.length).toBeGreaterThanOrEqual(48)
  })

  it('stays below 2,048 hashes however long the text', () => {
    const huge = sketchOf(null, longText(60_000))
    expect(huge.hashes.length).toBeLessThanOrEqual(2_048)
    expect(huge.rate).toBeLessThan(1 / 8)
  })

  it('has ascending hashes without repeats', () => {
    const { hashes } = sketchOf(null, `${articles.ferry.text} ${articles.ferry.text}`)
    expect([...hashes]).toEqual([...new Set(hashes)].sort((a, b) => a - b))
  })

  it('is empty for texts without three words', () => {
    for (const text of ['', ' ', 'one two', '…!?']) expect(lookupHashes(sketchOf(null, text))).toEqual([])
  })

  it('takes bounded room on a megabyte of anything', () => {
    const million = 1_000_000
    const numbers = Array.from({ length: 100_000 }, (_, at) => at).join(' ')
    const hostile = [
      'a'.repeat(million),
      'word '.repeat(million / 5),
      numbers,
      '1,'.repeat(million / 2),
      '"'.repeat(million),
    ]
    for (const text of hostile) {
      const { hashes, numbers: kept } = sketchOf(text, text)
      expect(hashes.length).toBeLessThanOrEqual(2_048)
      expect(kept.length).toBeLessThanOrEqual(64)
    }
  })
})

describe('encodeSketch', () => {
  it('is read back as it was', () => {
    for (const text of ['', 'one two three four', articles.ferry.text, articles.marketOne.text, longText(30_000)]) {
      const sketch = sketchOf('No 7', text)
      expect(decodeSketch(encodeSketch(sketch))).toEqual(sketch)
    }
  })

  it('takes less than a kilobyte for an ordinary article', () => {
    expect(encodeSketch(sketchOf(articles.ferry.title, articles.ferry.text)).length).toBeLessThan(1_000)
  })

  it('is read from the middle of a larger buffer', () => {
    const bytes = encodeSketch(sketchOf(null, articles.ferry.text))
    const framed = new Uint8Array(bytes.length + 7)
    framed.set(bytes, 3)
    expect(decodeSketch(framed.subarray(3, 3 + bytes.length))).toEqual(decodeSketch(bytes))
  })

  it('answers null to bytes that are no sketch', () => {
    const bytes = encodeSketch(sketchOf(null, articles.ferry.text))
    const otherVersion = Uint8Array.from(bytes)
    otherVersion[0] = 9
    const disordered = Uint8Array.from(bytes)
    disordered.fill(0xff, 10, 14)
    for (const bad of [new Uint8Array(), new Uint8Array(9), bytes.subarray(0, -1), otherVersion, disordered])
      expect(decodeSketch(bad)).toBeNull()
  })
})
