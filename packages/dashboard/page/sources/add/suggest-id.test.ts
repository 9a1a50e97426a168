import { describe, expect, it } from 'vitest'
import { asAddress, suggestId } from './suggest-id.ts'

describe('an id for a source', () => {
  it.each([
    ['https://www.paper.example/rss.xml', 'paper'],
    ['https://feeds.paper.co.example/world/europe/feed/', 'paper-co-world-europe'],
    ['http://127.0.0.1:8080/a/rss', '127-0-0-1-a'],
    ['https://paper.example/?feed=rss2', 'paper'],
    ['https://zeitung.example/ÖPNV/Nähe', 'zeitung-c3-96pnv-n-c3-a4he'],
    ['no address', ''],
  ])('of %s is %s', (url, id) => {
    expect(suggestId(url)).toBe(id)
  })

  it('keeps to what an id may be, whatever the address', () => {
    for (const path of ['--', '…', '%00', 'x'.repeat(3_000), 'a..b__c', '<b>'])
      expect(suggestId(`https://paper.example/${path}`)).toMatch(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/)
  })

  it('is none that is taken', () => {
    expect(suggestId('https://paper.example/rss', ['paper', 'paper-2'])).toBe('paper-3')
  })
})

describe('an address as somebody types it', () => {
  it.each([
    ['paper.example', 'https://paper.example/'],
    [' http://paper.example/rss ', 'http://paper.example/rss'],
    ['paper.example/world', 'https://paper.example/world'],
    ['', ''],
    ['   ', ''],
    ['ftp://paper.example', ''],
    ['two words', ''],
    ['https://', ''],
  ])('%j is %j', (typed, url) => {
    expect(asAddress(typed)).toBe(url)
  })
})
