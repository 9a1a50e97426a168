import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { assignStory, joinStory, openStory, type StorySummary } from './stories.ts'
import { storyFeatures, storyTerms } from './story-features.ts'
import { nothingSeen } from './term-weight.ts'

const hour = 3_600_000
const one = storyFeatures(articles.bridgeOne)
const two = storyFeatures(articles.bridgeTwo)
const three = storyFeatures(articles.bridgeThree)
const bridge = openStory('a1', one, nothingSeen, 0)

describe('assignStory', () => {
  it('puts differently worded reports on one happening together, with nothing else seen', () => {
    expect(assignStory(two, [bridge], nothingSeen, 20 * hour).storyId).toBe(bridge.storyId)
    const both = joinStory(bridge, two, nothingSeen, 20 * hour)
    expect(assignStory(three, [both], nothingSeen, 44 * hour).storyId).toBe(bridge.storyId)
  })

  it('keeps another happening of the same kind apart', () => {
    expect(assignStory(storyFeatures(articles.otherBridge), [bridge], nothingSeen, 0).storyId).toBeNull()
    expect(assignStory(storyFeatures(articles.election), [bridge], nothingSeen, 0).storyId).toBeNull()
  })

  it('chooses the most similar of several stories', () => {
    const other = openStory('a2', storyFeatures(articles.otherBridge), nothingSeen, 0)
    expect(assignStory(two, [other, bridge], nothingSeen, hour).storyId).toBe(bridge.storyId)
  })

  it('fades with silence and joins nothing that was silent for 14 days', () => {
    const soon = assignStory(two, [bridge], nothingSeen, hour).similarity
    const later = assignStory(two, [bridge], nothingSeen, 72 * hour).similarity
    expect(later).toBeLessThan(soon * 0.7)
    expect(assignStory(one, [bridge], nothingSeen, 15 * 24 * hour)).toEqual({ storyId: null, similarity: 0 })
  })

  it('joins nothing on an article without words', () => {
    expect(assignStory(storyFeatures({ title: null, text: '' }), [bridge], nothingSeen, 0).storyId).toBeNull()
  })
})

describe('joinStory', () => {
  it('keeps the summary small however many articles join', () => {
    let story: StorySummary = bridge
    for (let at = 0; at < 60; at += 1) {
      const text = Array.from({ length: 80 }, (_, word) => `novel${at}word${word}`).join(' ')
      story = joinStory(story, storyFeatures({ title: 'Kelder', text }), nothingSeen, at * hour)
    }
    expect(story).toMatchObject({ articles: 61, firstAtMs: 0, lastAtMs: 59 * hour, storyId: bridge.storyId })
    expect(JSON.stringify(story).length).toBeLessThan(8_000)
  })

  it('derives the id from the first article alone', () => {
    expect(openStory('a1', two, nothingSeen, 5).storyId).toBe(bridge.storyId)
    expect(openStory('a2', one, nothingSeen, 0).storyId).not.toBe(bridge.storyId)
    expect(bridge.storyId).toMatch(/^s[0-9a-f]{32}$/)
  })
})

describe('storyFeatures', () => {
  it('holds at most 64 terms and survives JSON', () => {
    expect(one.terms.length).toBeLessThanOrEqual(64)
    expect(JSON.parse(JSON.stringify(one))).toEqual(one)
    expect(storyTerms(one)).toContain('kelder')
  })

  it('leaves grammatical words out', () => {
    const terms = new Set(one.terms.map(([term]) => term))
    for (const word of ['the', 'of', 'that', 'after']) expect(terms.has(word)).toBe(false)
  })

  it('reads scripts without spaces', () => {
    expect(storyFeatures(articles.chinese).terms.length).toBeGreaterThan(20)
  })
})
