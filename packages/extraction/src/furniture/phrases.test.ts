import { describe, expect, it } from 'vitest'
import { phrasesOf } from './phrases.ts'

describe('phrasesOf', () => {
  it('reads alternatives of a word, and an empty one as no word', () => {
    expect(phrasesOf('share this/the/ story')).toEqual(['share this story', 'share the story', 'share story'])
  })

  it('reads an underscore as a space inside one alternative', () => {
    expect(phrasesOf('sign_up/subscribe now')).toEqual(['sign up now', 'subscribe now'])
  })

  it('adds the spelling without accents in Latin script and without ё in Cyrillic', () => {
    expect(phrasesOf('à lire, ещё, їжа')).toEqual(['à lire', 'a lire', 'ещё', 'еще', 'їжа'])
  })

  it('leaves case, punctuation and line breaks out', () => {
    expect(phrasesOf("L'Article,\n  Read more:")).toEqual(['l article', 'read more'])
  })

  it('makes nothing of nothing', () => {
    expect(phrasesOf(' , /, ')).toEqual([])
  })
})
