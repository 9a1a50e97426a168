import type { KinText } from '@stancewire/read-model'
import { describe, expect, it } from 'vitest'
import { sharedPassages } from './passages.ts'

const opening = 'The council has put off its vote on the harbour tram until the cost of the bridge is known.'
const middle = 'Three engineers had warned that the old piers would not carry the weight of two cars at once.'
const article = {
  ...{ articleId: 'a1', url: 'https://herald.example/1', title: 'Herald', outlet: 'Herald', revision: 2 },
  text: `Late on Monday it was settled 👩‍👧.\n\n${opening}\n\nOur reporter was there.\n\n${middle.toUpperCase()}`,
}
const source = (text: string | null): KinText => ({
  ...{ articleId: 'a2', url: 'https://post.example/1', title: 'Post', outlet: 'Post', revision: 1, text },
  ...{ relation: 'partial', similarity: 0.4 },
})

const bare = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')

describe('shared passages', () => {
  it('say the same on both sides, but for case, signs and spaces', () => {
    const text = `${middle}\n\nSomething else was said before that.\n\n${opening.replaceAll(' ', '  ')} “And more.”`
    const [shared] = sharedPassages(article, [source(text)])
    expect(shared?.passages).toHaveLength(2)
    for (const { start, end, sourceStart, sourceEnd } of shared?.passages ?? [])
      expect(bare(article.text.slice(start, end))).toBe(bare(text.slice(sourceStart, sourceEnd)))
    expect(shared?.share).toBeGreaterThan(0.6)
    expect(shared?.share).toBeLessThan(0.9)
    expect(shared).toMatchObject({ articleId: 'a2', revision: 1, relation: 'partial' })
    expect(shared).not.toHaveProperty('text')
  })

  it('cannot be told where a text is not kept, and are none where nothing is shared', () => {
    expect(sharedPassages(article, [source(null)])).toMatchObject([{ share: null, passages: [] }])
    expect(sharedPassages({ ...article, text: null }, [source(opening)])).toMatchObject([{ share: null }])
    expect(sharedPassages(article, [source('Nothing of this.')])).toMatchObject([{ share: 0, passages: [] }])
    expect(sharedPassages(article, [])).toEqual([])
  })

  it('are found soon in large texts, in five of them', () => {
    const words = (step: number) => Array.from({ length: 200_000 }, (_, at) => `w${(at * step) % 50_021}`).join(' ')
    const large = { ...article, text: words(7) }
    const begunMs = performance.now()
    const shared = sharedPassages(
      large,
      Array.from({ length: 5 }, () => source(words(7))),
    )
    expect(performance.now() - begunMs).toBeLessThan(4_000)
    expect(shared).toHaveLength(5)
    for (const { share } of shared) expect(share).toBeCloseTo(400_000 / large.text.length, 2)
  })
})
