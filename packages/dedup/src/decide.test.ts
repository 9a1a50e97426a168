import { describe, expect, it } from 'vitest'
import articles from '../fixtures/articles.json' with { type: 'json' }
import { type Arrival, type Candidate, decide, shouldIndex } from './decide.ts'
import { fingerprint } from './fingerprint.ts'

const { ferry, orchard, marketOne, marketTwo, chinese } = articles

function anArrival(text: string, change: Partial<Arrival> & { title?: string } = {}): Arrival {
  const { title = '', ...rest } = change
  return { articleId: 'new', publishedAt: '2024-03-05T10:00:00Z', ...fingerprint({ title, text }), ...rest }
}

function aCandidate(id: string, text: string, change: Partial<Candidate> = {}): Candidate {
  const arrival = anArrival(text, { articleId: id, publishedAt: '2024-03-05T08:00:00Z' })
  return { ...arrival, docId: id, groupId: `group-${id}`, seenAtMs: 0, storyId: `story-${id}`, ...change }
}

const sentences = (text: string): string[] => text.split(/(?<=[.”])\s+/)
const replaceEvery = (text: string, nth: number): string =>
  text
    .split(' ')
    .map((word, at) => (at % nth === nth - 1 ? `x${at}` : word))
    .join(' ')
const [first = '', second = '', third = ''] = orchard.text.split('\n\n')

describe('decide', () => {
  it('calls an article new to nothing, and to an independent one', () => {
    const unrelated = { relation: 'new', groupId: null, storyId: null, similarity: 0, matches: [] }
    expect(decide(anArrival(ferry.text), [])).toEqual(unrelated)
    expect(decide(anArrival(ferry.text), [aCandidate('a', orchard.text)])).toEqual(unrelated)
  })

  it('calls the same text exact, however it is laid out and whenever it appears', () => {
    const verdict = decide(anArrival(ferry.text.toUpperCase().replaceAll('\n', ' ')), [
      aCandidate('a', ferry.text, { publishedAt: '2021-01-01T00:00:00Z' }),
    ])
    expect(verdict).toMatchObject({ relation: 'exact', groupId: 'group-a', storyId: 'story-a', similarity: 1 })
    expect(verdict.matches).toEqual([{ docId: 'a', articleId: 'a', groupId: 'group-a', similarity: 1 }])
  })

  it('calls an edit, a shortened and an extended version near', () => {
    const shortened = ferry.text.slice(0, Math.round(ferry.text.length * 0.6))
    const extended = `By our own reporter in the north.\n\n${ferry.text}\n\nRead more about the islands on our pages every day.`
    for (const text of [replaceEvery(ferry.text, 15), shortened, extended]) {
      const verdict = decide(anArrival(text), [aCandidate('a', ferry.text)])
      expect(verdict).toMatchObject({ relation: 'near', groupId: 'group-a' })
      expect(verdict.similarity).toBeGreaterThan(0.2)
      expect(verdict.similarity).toBeLessThan(1)
    }
  })

  it('finds near copies in scripts without spaces', () => {
    const edited = chinese.text.replace('星期三晚上', '周三').replace('将近四个小时', '四小时')
    expect(decide(anArrival(edited), [aCandidate('a', chinese.text)]).relation).toBe('near')
  })

  it('calls an article with foreign paragraphs in it partial, most reused source first', () => {
    const mixed = [ferry.text, second, third, articles.otherBridge.text.split('\n\n')[0]].join('\n\n')
    const verdict = decide(anArrival(mixed.replace(ferry.text, replaceEvery(ferry.text, 2))), [
      aCandidate('other', articles.otherBridge.text),
      aCandidate('orchard', orchard.text),
    ])
    expect(verdict).toMatchObject({ relation: 'partial', groupId: null, storyId: null })
    expect(verdict.matches[0]?.docId).toBe('orchard')
  })

  it('reports one source per group and at most five', () => {
    const parts = [1, 2, 3, 4, 5, 6, 7].map((seed) => Array.from({ length: 60 }, (_, at) => `p${seed}w${at}`).join(' '))
    const filler = replaceEvery(ferry.text, 1)
    const candidates = parts.map((part, at) => aCandidate(`c${at}`, `${part}\n\n${filler.replaceAll('x', `y${at}`)}`))
    const twin = aCandidate('twin', `${parts[0]}\n\n${filler.replaceAll('x', 'z')}`, { groupId: 'group-c0' })
    const { relation, matches } = decide(anArrival(parts.join('\n\n')), [twin, ...candidates])
    expect(relation).toBe('partial')
    expect(matches).toHaveLength(5)
    expect(new Set(matches.map((match) => match.groupId)).size).toBe(5)
  })

  it('does not count shared quotations as reuse', () => {
    const speech = `“${sentences(orchard.text).slice(0, 6).join(' ').replace(/[“”]/g, '')}”`
    expect(decide(anArrival(`${ferry.text}\n\n${speech}`), [aCandidate('a', speech)]).relation).toBe('new')
  })

  it('keeps recurring forms with other figures apart', () => {
    const verdict = decide(anArrival(marketTwo.text), [aCandidate('a', marketOne.text)])
    expect(verdict.relation).not.toBe('near')
  })

  it('takes no edit for a copy of what appeared more than 72 hours before, unless a date is missing', () => {
    const edit = anArrival(replaceEvery(ferry.text, 15))
    const old = '2024-03-02T09:00:00Z'
    expect(decide(edit, [aCandidate('a', ferry.text, { publishedAt: old })]).relation).not.toBe('near')
    expect(decide(edit, [aCandidate('a', ferry.text, { publishedAt: null })]).relation).toBe('near')
    expect(decide(edit, [aCandidate('a', ferry.text, { publishedAt: 'last week' })]).relation).toBe('near')
  })

  it('does not take an article for a copy of itself', () => {
    expect(decide(anArrival(ferry.text, { articleId: 'a' }), [aCandidate('a', ferry.text)]).relation).toBe('new')
  })

  it('tells very short texts apart by title and never calls them near', () => {
    const note = 'Watch the video above to see how the ferry came in.'
    const candidate = aCandidate('a', note, anArrival(note, { title: 'Ferry arrives', articleId: 'a' }))
    expect(decide(anArrival(note, { title: 'Storm passes' }), [candidate]).relation).not.toBe('exact')
    expect(decide(anArrival(`${note} Now.`, { title: 'Storm passes' }), [candidate]).relation).not.toBe('near')
    expect(decide(anArrival(note, { title: 'Ferry arrives' }), [candidate]).relation).toBe('exact')
  })

  it('takes no two empty texts for copies', () => {
    expect(decide(anArrival(''), [aCandidate('a', '')]).relation).toBe('new')
    expect(decide(anArrival('…'), [aCandidate('a', '—')]).relation).toBe('new')
  })

  it('leaves boilerplate hashes out of the comparison', () => {
    const footer = `${second}\n\n${third}`
    const article = anArrival(`${ferry.text}\n\n${footer}`)
    const candidate = aCandidate('a', `${articles.election.text}\n\n${footer}`)
    expect(decide(article, [candidate]).relation).toBe('partial')
    expect(decide(article, [candidate], new Set(anArrival(footer).sketch.hashes)).relation).toBe('new')
  })
})

describe('shouldIndex', () => {
  const original = aCandidate('a', ferry.text)

  function isIndexed(text: string): boolean {
    const article = anArrival(text)
    return shouldIndex(decide(article, [original]), article.sketch, [original])
  }

  it('indexes new texts and edits with a fifth of new text, no other copies', () => {
    expect(isIndexed(orchard.text)).toBe(true)
    expect(isIndexed(ferry.text)).toBe(false)
    expect(isIndexed(ferry.text.replace('Wednesday', 'Thursday'))).toBe(false)
    expect(isIndexed(`${ferry.text}\n\n${first.slice(0, 120)}\n\n${replaceEvery(first, 3)}`)).toBe(true)
  })
})
