import { describe, expect, it } from 'vitest'
import { pathNamesArticle, plainPath } from './path.ts'

describe('plainPath', () => {
  it('drops an extension only from a slug', () => {
    expect(plainPath('/a/rain-tax-passes-vote.html')).toBe('/a/rain-tax-passes-vote')
    expect(plainPath('/a/12345.html')).toBe('/a/12345.html')
    expect(plainPath('/a/rain-tax-passes-vote.php')).toBe('/a/rain-tax-passes-vote.php')
  })

  it('keeps a presentation word that is all there is', () => {
    expect(plainPath('/amp')).toBe('/amp')
    expect(plainPath('/tag/print')).toBe('/tag/print')
    expect(plainPath('/page/1')).toBe('/page/1')
  })

  it('keeps an encoded slash inside its segment', () => {
    expect(plainPath('/a%2fb/c')).toBe('/a%2Fb/c')
    expect(plainPath('/a/b/c')).toBe('/a/b/c')
  })

  it('keeps bytes that are no UTF-8', () => {
    expect(plainPath('/caf%e9')).toBe('/caf%E9')
    expect(plainPath('/100%-sure')).toBe('/100%-sure')
  })
})

describe('pathNamesArticle', () => {
  it('is true for slugs, numbers and names below a date', () => {
    for (const path of ['/rain-tax-passes', '/a/68471234', '/2024/03/05/tariffs'])
      expect(pathNamesArticle(path)).toBe(true)
  })

  it('is false for scripts, sections and the front page', () => {
    for (const path of ['/', '/news', '/2024/03/view.php', '/top-stories']) expect(pathNamesArticle(path)).toBe(false)
  })
})
