import { describe, expect, it } from 'vitest'
import { openingLength } from '../line.ts'
import { phrasesOf } from '../phrases.ts'
import { languages } from './languages.ts'

const tables = Object.entries(languages)
const openingsOf = (rule: string): string[] => phrasesOf(rule.split('...')[0] ?? '')

describe('the words of all languages', () => {
  it.each(tables)('has phrases in every field of %s', (_code, words) => {
    const { labels, prompts, bylines, dates, credits, counters, offers, ...lists } = words
    const fields = [labels, prompts, bylines, dates, credits, counters, lists].flatMap((field) => Object.values(field))
    for (const field of fields) expect(field.length).toBeGreaterThan(0)
    expect(offers.length).toBeGreaterThan(0)
  })

  it.each(tables)('reads as many words of a line as the longest opening of %s has', (_code, words) => {
    const rules = [...Object.values(words.prompts).flat(), ...words.offers].filter((rule) => !rule.startsWith('...'))
    const lists = [words.leads, words.sources, words.bylines.openings, words.dates.openings, words.credits.openings]
    for (const phrase of [...rules, ...lists].flatMap(openingsOf))
      expect(phrase.split(' ').length, phrase).toBeLessThanOrEqual(openingLength)
  })

  it.each(tables)('never knows a prompt by its first word alone in %s', (_code, words) => {
    const rules = [...Object.values(words.prompts).flat(), ...words.offers].filter((rule) => !rule.includes('...'))
    const bare = rules.flatMap(phrasesOf).filter((phrase) => !phrase.includes(' '))
    for (const phrase of bare) expect(distinctive).toContain(phrase)
  })
})

/** Single words that no sentence of an article opens with. */
const distinctive = 'transparenzhinweis notificarme errata erid werbelink werbelinks partnerlink partnerlinks'.split(
  ' ',
)
