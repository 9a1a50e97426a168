import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { confirmPartial } from './confirm-partial.ts'
import type { Verdict } from './decide.ts'

const { ferry, orchard, election } = articles
const taken = orchard.text.split('\n\n')[1] ?? ''
const text = `${ferry.text}\n\n${taken}`

const matchOf = (id: string): Verdict['matches'][number] => ({ docId: id, articleId: id, groupId: id, similarity: 0.3 })
const suspected: Verdict = {
  relation: 'partial',
  groupId: null,
  storyId: null,
  similarity: 0.3,
  matches: [matchOf('election'), matchOf('orchard')],
}
const texts = new Map([
  ['orchard', orchard.text],
  ['election', election.text],
])

describe('confirmPartial', () => {
  it('keeps the sources that hold a passage and shows it in both texts', () => {
    const { verdict, passages } = confirmPartial(suspected, text, (id) => texts.get(id))
    expect(verdict).toMatchObject({ relation: 'partial', matches: [{ docId: 'orchard' }] })
    expect(verdict.similarity).toBe(verdict.matches[0]?.similarity)
    const [passage] = passages
    expect(passage && text.slice(passage.start, passage.end)).toBe(taken.slice(0, -1))
    expect(passage && orchard.text.slice(passage.source.start, passage.source.end)).toBe(taken.slice(0, -1))
  })

  it('calls an article new that shares only names and phrases with others', () => {
    const names = ferry.text.replace('the second', 'incumbent, Leif Strand. Schoolteacher Amara Dehn')
    const { verdict, passages } = confirmPartial(suspected, names, (id) => texts.get(id))
    expect(verdict).toMatchObject({ relation: 'new', similarity: 0, matches: [] })
    expect(passages).toEqual([])
  })

  it('does not take a quoted speech or a footer for reuse', () => {
    const footer =
      'Read more about this story in our newsletter. Sign up for free with your email, follow us on social media, or subscribe to support our journalism.'
    const speech = `“${taken}”`
    for (const common of [speech, footer]) {
      const source = new Map([['orchard', `${election.text}\n\n${common}`]])
      const { verdict } = confirmPartial(suspected, `${ferry.text}\n\n${common}`, (id) => source.get(id))
      expect(verdict.matches.map(({ docId }) => docId)).toEqual(['election'])
    }
  })

  it('believes the sketch where a text is no longer held', () => {
    expect(confirmPartial(suspected, text, () => undefined)).toEqual({ verdict: suspected, passages: [] })
  })

  it('leaves every other verdict alone', () => {
    const near: Verdict = { ...suspected, relation: 'near', groupId: 'g' }
    expect(confirmPartial(near, text, (id) => texts.get(id))).toEqual({ verdict: near, passages: [] })
  })
})
