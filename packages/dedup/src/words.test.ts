import { describe, expect, it } from 'vitest'
import { readWords } from './words.ts'

const wordsOf = (text: string): string[] => {
  const { starts, ends } = readWords(text)
  return starts.map((start, at) => text.slice(start, ends[at]))
}
const quotedOf = (text: string): string[] => wordsOf(text).filter((_, at) => readWords(text).isQuoted[at] === true)

describe('readWords', () => {
  it('says where each word stands, in UTF-16 units', () => {
    expect(wordsOf("Ilse’s 40,000 café – don't 😀 Ünal")).toEqual(['Ilse’s', '40', '000', 'café', "don't", 'Ünal'])
  })

  it('gives the same hash to spellings that differ only in form', () => {
    const plain = readWords("the office said don't fire").hashes
    expect(readWords('THE oﬃce said don’t fire').hashes).toEqual(plain)
    expect(readWords('the of\u00ADfice said don`t fi\u200Bre').hashes).toEqual(plain)
  })

  it('cuts scripts without spaces into overlapping threes', () => {
    expect(wordsOf('渡轮票价上')).toEqual(['渡轮票', '轮票价', '票价上'])
    expect(wordsOf('渡')).toEqual(['渡'])
  })

  it('knows quoted words in English, German, French and Japanese marks', () => {
    expect(quotedOf('a “b c” d "e" f')).toEqual(['b', 'c', 'e'])
    expect(quotedOf('a „b c“ d »e« f')).toEqual(['b', 'c', 'e'])
    expect(quotedOf('a « b » c 「de」')).toEqual(['b', 'de'])
  })

  it('ends an unclosed quotation with its paragraph', () => {
    expect(quotedOf('“a b\nc d')).toEqual(['a', 'b'])
  })
})
