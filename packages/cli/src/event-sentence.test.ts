import { stripVTControlCharacters } from 'node:util'
import { expect, it } from 'vitest'
import { anEvent, aPosition, classified } from '../test/events.ts'
import { eventSentence } from './event-sentence.ts'

const told = (...given: Parameters<typeof anEvent>) => stripVTControlCharacters(eventSentence(anEvent(...given)))

it('tells of each event in one line', () => {
  const sentences = {
    'article.duplicated': /^duplicate +Tram line to the harbour promised \(Harbour Courier\) {2}near, 94 % alike$/,
    'url.stopped': /^stopped +\S+ {2}https:\/\//,
    'url.failed': /^failed +\S+: \S/,
    'url.discarded': /^discarded +\S+ {2}https:\/\//,
    'story.created': /^new story +\S/,
    'story.updated': /^story +.* {2}\d+ articles now$/,
    'original.changed': /^original +of group a[0-9a-f]{8} is a[0-9a-f]{8} now$/,
  } as const
  for (const [type, sentence] of Object.entries(sentences)) {
    expect(told(type as keyof typeof sentences)).toMatch(sentence)
  }
})

it('counts the positions of an article over its topics', () => {
  const sentence = (count: number) => {
    const positions = Array.from({ length: count }, (_, at) => aPosition(`Holder ${at}`, 'support'))
    return stripVTControlCharacters(eventSentence(classified(1, positions)))
  }
  expect(sentence(0)).toMatch(/ {2}0 positions$/)
  expect(sentence(1)).toMatch(/ {2}1 position$/)
  expect(sentence(2)).toMatch(/ {2}2 positions$/)
})

it('says which language was not read, and how much is reused', () => {
  const unread = { relevance: 1, articleStance: 'neutral', stanceStatus: 'language-unsupported', positions: [] }
  const event = { language: 'de', topics: [{ id: 'tram-line', ...unread }], relation: 'partial', similarity: 0.405 }
  const sentence = told('article.classified', event)
  expect(sentence).toMatch(/positions not read in language de, reuses 41 % of another$/)
  expect(told('article.classified', { ...event, language: null })).toContain('in language ?')
})

it('tells why a run failed, and its address once', () => {
  const url = 'https://news.example/2026/11/22/a-long-address-of-a-page-that-does-not-answer'
  const sentence = told('url.failed', { url, error: { name: 'Error', message: `${url}: status 500` } })
  expect(sentence).toMatch(/^failed +fetch: status 500 {2}https:/)
  expect(told('url.failed', { url: '', error: { name: 'Error', message: 'no message' } })).toMatch(/ {2}u\w+$/)
})

it('leaves out an outlet that nobody named', () => {
  expect(told('article.duplicated', { outlet: null })).not.toContain('(')
})

it('names the type of an event that this version does not know', () => {
  expect(stripVTControlCharacters(eventSentence({ ...anEvent('url.stopped'), type: 'story.split' }))).toMatch(
    /^unknown +story\.split$/,
  )
})

it('lets no title write over the terminal or on a second line', () => {
  const title = 'Tram\u001b[2J\u001b]0;owned\u0007 line\nsecond\u202egnol\u0000'
  const sentence = eventSentence(anEvent('story.created', { title }))
  expect(sentence).not.toContain('\u001b[2J')
  expect(stripVTControlCharacters(sentence)).toMatch(/^new story +Tram line second gnol ?$/)
})
