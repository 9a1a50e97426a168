import { describe, expect, it } from 'vitest'
import { fold, oneLine, untagged, wordsOf } from './plain.ts'

describe('oneLine', () => {
  it('collapses white space and removes invisible characters', () => {
    expect(oneLine('  a\u00a0\n b\u00adc\u200b ')).toBe('a bc')
  })
})

describe('fold', () => {
  it('keeps letters and digits of any script in lower case', () => {
    expect(fold('„Größe“ 3–4, Ж!')).toBe('größe34ж')
  })
})

describe('wordsOf', () => {
  it('leaves out words that are too short', () => {
    expect(wordsOf('A day in May', 3)).toEqual(['day', 'may'])
  })
})

describe('untagged', () => {
  it('removes tags and decodes entities, also doubly encoded ones', () => {
    expect(untagged('<p>Fish &amp;amp; chips</p><b>&#8220;hot&#x201d;</b>').trim()).toBe('Fish & chips\n“hot”')
  })

  it('keeps a comparison and an unknown entity', () => {
    expect(untagged('1 < 2 &unknown;')).toBe('1 < 2 &unknown;')
  })
})
