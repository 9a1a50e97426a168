import type { Attribution } from '@stancewire/stance'
import { describe, expect, it } from 'vitest'
import { inWords } from './in-words.ts'

const text = 'Ida Holm said: "We will build the tram line." Nobody else 👩‍👧 spoke.'

const spanOf = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })

const said: Attribution = {
  ...{ source: spanOf('Ida Holm'), cue: spanOf('said'), content: spanOf('We will build the tram line.') },
  ...{ kind: 'direct_quote', confidence: 0.85 },
}

const statement = (startAt: number | null, endAt: number | null) => ({ topicId: 'tram-line', startAt, endAt })

describe('attributions in words', () => {
  it('give the words of each span beside its offsets', () => {
    expect(inWords(text, [said], [])).toEqual([
      {
        source: { start: 0, end: 8, text: 'Ida Holm' },
        cue: { start: 9, end: 13, text: 'said' },
        content: { ...said.content, text: 'We will build the tram line.' },
        ...{ kind: 'direct_quote', confidence: 0.85, statements: [] },
      },
    ])
    expect(inWords(text, [{ ...said, source: null, cue: null }], [])).toMatchObject([{ source: null, cue: null }])
  })

  it('name the statements whose evidence shares words with the content, and no others', () => {
    const { start, end } = said.content
    const touching = [statement(start, end), statement(0, start + 1), statement(end - 1, text.length)]
    const others = [statement(0, start), statement(end, text.length), statement(null, null)]
    expect(inWords(text, [said], [...others, ...touching])[0]?.statements).toEqual(touching)
  })

  it('give the beginning of long words, and no half of a sign', () => {
    const long = `${'a'.repeat(999)}👩${'b'.repeat(2_000)}`
    const content = { start: 0, end: long.length }
    const [found] = inWords(long, [{ ...said, source: null, cue: null, content }], [])
    expect(found?.content).toEqual({ ...content, text: 'a'.repeat(999) })
    const whole = 'a'.repeat(1_000)
    expect(inWords(whole, [{ ...said, content: { start: 0, end: 1_000 } }], [])[0]?.content.text).toBe(whole)
  })
})
