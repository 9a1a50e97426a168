import { describe, expect, it } from 'vitest'
import { readDocument } from './document.ts'

const sentences = (text: string): string[] =>
  readDocument(text).sentences.map(({ start, end }) => text.slice(start, end))

describe('readDocument', () => {
  it('keeps offsets exact over accents, curly marks and characters outside the basic plane', () => {
    const text = '🚲🚲 Zoë Müller said: “It’s 𝒻ine.”\nÅse Ødegård agreed.'
    for (const { tokens } of readDocument(text).sentences)
      for (const token of tokens) expect(text.slice(token.start, token.end)).toHaveLength(token.text.length)
    const names = readDocument(text).sentences.flatMap(({ tokens }) =>
      tokens.map((token) => text.slice(token.start, token.end)),
    )
    expect(names).toContain('Zoë')
    expect(names).toContain('Ødegård')
  })
  it('does not end a sentence after a title or an initial', () => {
    expect(sentences('Mr. Lund met Gov. A. Reyes on Feb. 3. They talked.')).toEqual([
      'Mr. Lund met Gov. A. Reyes on Feb. 3.',
      'They talked.',
    ])
  })
  it('keeps the speaker with a question that ends inside the marks', () => {
    expect(sentences('"Why now?" Reyes asked. Nobody knew.')).toEqual(['"Why now?" Reyes asked.', 'Nobody knew.'])
  })
  it('leaves a dateline out', () => {
    expect(sentences('PORT ELDEN, May 3 (Wire) - The council met.')).toEqual(['The council met.'])
  })
  it('marks what stands between quotation marks', () => {
    const [sentence] = readDocument('She called it "a farce" again.').sentences
    expect(sentence?.tokens.filter((token) => token.quoted).map((token) => token.text)).toEqual([
      '"',
      'a',
      'farce',
      '"',
    ])
  })
  it('caps the text, the paragraph and the sentence', () => {
    const read = readDocument('word '.repeat(200_000))
    expect(read.sentences.at(-1)?.end).toBeLessThanOrEqual(120_000)
    for (const { tokens } of read.sentences) expect(tokens.length).toBeLessThanOrEqual(160)
  })
  it('reads nothing from nothing', () => {
    expect(readDocument('').sentences).toEqual([])
    expect(readDocument('\n \n').sentences).toEqual([])
  })
})
