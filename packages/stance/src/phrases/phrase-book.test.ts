import { describe, expect, it } from 'vitest'
import { compilePhrases, findPhrases } from './phrase-book.ts'

const tokens = (text: string) => text.split(' ').map((word) => ({ text: word, lower: word.toLowerCase() }))
const found = (patterns: string[], text: string): string[] => {
  const book = compilePhrases(patterns.map((pattern): [string, string] => [pattern, pattern]))
  return findPhrases(book, tokens(text)).map(({ start, end }) => text.split(' ').slice(start, end).join(' '))
}

describe('findPhrases', () => {
  it('matches every form of a marked verb or noun', () => {
    expect(found(['reject_'], 'they reject it and she rejected them')).toEqual(['reject', 'rejected'])
    expect(found(['duty#'], 'a duty here and duties there')).toEqual(['duty', 'duties'])
  })
  it('bridges a gap of the given length and no more', () => {
    expect(found(['rule_ ..2 out'], 'ruled the plan out')).toEqual(['ruled the plan out'])
    expect(found(['rule_ ..2 out'], 'ruled the very last plan out')).toEqual([])
  })
  it('never bridges a mark', () => {
    expect(found(['no ..3 plan#'], 'no , the plan')).toEqual([])
  })
  it('passes over hyphens between words', () => {
    expect(found(['non-starter'], 'a non - starter')).toEqual(['non - starter'])
  })
  it('prefers the longest phrase at a place', () => {
    expect(found(['vote_', 'vote_ against'], 'voted against it')).toEqual(['voted against'])
  })
  it('matches words in capitals only as written', () => {
    expect(found(['US'], 'the US told us')).toEqual(['US'])
  })
})
