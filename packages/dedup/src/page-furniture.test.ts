import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { isPageFurniture } from './page-furniture.ts'

describe('isPageFurniture', () => {
  it('knows a passage in which the page speaks to its reader', () => {
    for (const passage of [
      'Sign up to our newsletter and get the latest headlines in your inbox every morning',
      'All rights reserved. No part of this article may be redistributed without our permission',
      'Home > World > Advertisement > Share this article on Facebook or by email',
    ])
      expect(isPageFurniture(passage)).toBe(true)
  })

  it('does not take the paragraphs of an article for it', () => {
    for (const { text } of Object.values(articles))
      for (const paragraph of text.split('\n\n')) expect(isPageFurniture(paragraph)).toBe(false)
  })

  it('says no at once to what is too long for a footer', () => {
    expect(isPageFurniture('newsletter '.repeat(100_000))).toBe(false)
    expect(isPageFurniture('')).toBe(false)
  })
})
