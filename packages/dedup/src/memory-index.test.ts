import { describe, expect, it } from 'vitest'
import { boilerplateLimit, type Candidate } from './decide.ts'
import { fingerprint } from './fingerprint.ts'
import { createMemoryIndex } from './memory-index.ts'

const hour = 3_600_000

function aCandidate(id: string, text: string, seenAtMs = 0): Candidate {
  const own = { articleId: id, docId: id, groupId: id, storyId: null, publishedAt: null, seenAtMs }
  return { ...own, ...fingerprint({ title: null, text }) }
}

const textOf = (seed: number): string => Array.from({ length: 60 }, (_, at) => `w${seed}x${at}`).join(' ')
const shared = textOf(0)

describe('createMemoryIndex', () => {
  it('finds what shares hashes or text, most shared first', () => {
    const index = createMemoryIndex()
    index.add(aCandidate('half', `${shared.slice(0, 200)} ${textOf(1)}`), true)
    index.add(aCandidate('whole', `${shared} ${textOf(2)}`), true)
    index.add(aCandidate('none', textOf(3)), true)
    const { textHash, sketch } = fingerprint({ title: null, text: shared })
    expect(index.shortlist(textHash, sketch).candidates.map(({ docId }) => docId)).toEqual(['whole', 'half'])
  })

  it('leads to an article that is not indexed by its text alone', () => {
    const index = createMemoryIndex()
    index.add(aCandidate('copy', shared), false)
    const same = fingerprint({ title: null, text: shared })
    const longer = fingerprint({ title: null, text: `${shared} and more` })
    expect(index.shortlist(same.textHash, same.sketch).candidates).toHaveLength(1)
    expect(index.shortlist(longer.textHash, longer.sketch).candidates).toHaveLength(0)
  })

  it('names hashes that many articles hold and follows them no more', () => {
    const index = createMemoryIndex()
    const { textHash, sketch } = fingerprint({ title: null, text: shared })
    for (let at = 1; at <= boilerplateLimit; at += 1) {
      expect(index.shortlist(textHash, sketch).common.size).toBe(0)
      index.add(aCandidate(`a${at}`, `${textOf(at)} ${shared}`), true)
    }
    const { candidates, common } = index.shortlist(textHash, sketch)
    expect(common.size).toBeGreaterThan(20)
    expect(candidates.length).toBeLessThan(boilerplateLimit)
  })

  it('forgets what left the window, but keeps the newest whatever their dates', () => {
    const index = createMemoryIndex({ windowMs: hour, minArticles: 2 })
    const found = (text: string): number => {
      const { textHash, sketch } = fingerprint({ title: null, text })
      return index.shortlist(textHash, sketch).candidates.length
    }
    index.add(aCandidate('a', textOf(1)), true)
    index.add(aCandidate('b', textOf(2)), true)
    expect(found(textOf(1))).toBe(1)
    index.add(aCandidate('c', textOf(3), 2 * hour), true)
    expect(index.size()).toBe(2)
    expect(found(textOf(1))).toBe(0)
    expect(found(textOf(2))).toBe(1)
  })

  it('never holds more than it may', () => {
    const index = createMemoryIndex({ maxArticles: 50 })
    for (let at = 0; at < 500; at += 1) index.add(aCandidate(`a${at}`, `${textOf(at)} ${shared}`), true)
    expect(index.size()).toBe(50)
  })
})
