import { describe, expect, it } from 'vitest'
import { Mark, MarkReader } from './mark.ts'

const marksOfElement = (tag: string, attributes: Record<string, string>) => new MarkReader().marksOf(tag, attributes)
const has = (marks: number, mark: number) => (marks & mark) !== 0

describe('MarkReader', () => {
  it('reads generic words in class and id, glued and in camel case', () => {
    expect(has(marksOfElement('div', { class: 'post-newsletter-box' }), Mark.promo)).toBe(true)
    expect(has(marksOfElement('div', { id: 'relatedStories' }), Mark.related)).toBe(true)
    expect(has(marksOfElement('div', { class: 'articlecomments' }), Mark.comment)).toBe(true)
    expect(has(marksOfElement('section', { class: 'kommentare' }), Mark.comment)).toBe(true)
  })

  it('ignores words that only tell about the page', () => {
    expect(marksOfElement('div', { class: 'has-comments no-sidebar is-related' })).toBe(0)
    expect(marksOfElement('body', { class: 'single comments newsletter' })).toBe(0)
  })

  it('does not find words inside other words', () => {
    expect(marksOfElement('div', { class: 'adaptive loading shadow' })).toBe(0)
  })

  it('takes an embedded post for content and no share button', () => {
    const marks = marksOfElement('div', { class: 'social-media-embed' })
    expect(has(marks, Mark.embed)).toBe(true)
    expect(has(marks, Mark.share)).toBe(false)
  })

  it('reads tag, role and itemprop', () => {
    expect(has(marksOfElement('nav', {}), Mark.nav)).toBe(true)
    expect(has(marksOfElement('div', { role: 'contentinfo' }), Mark.foot)).toBe(true)
    expect(has(marksOfElement('div', { itemprop: 'articleBody' }), Mark.articleBody)).toBe(true)
  })

  it('answers for tags and roles named like object members', () => {
    expect(marksOfElement('constructor', { role: 'toString' })).toBe(0)
  })
})
