import { describe, expect, it } from 'vitest'
import { contextOf } from './context-of.ts'

const text =
  'The ferry sailed.\nIt rained. Ida Holm said that the tram must come, whatever it costs. \nNobody answered.'
const around = (words: string, of = text) => {
  const start = of.indexOf(words)
  return contextOf(of, start, start + words.length)
}

describe('the context of a quote', () => {
  it('is the rest of its paragraph, and nothing of the others', () => {
    expect(around('the tram must come')).toEqual({
      before: 'It rained. Ida Holm said that ',
      after: ', whatever it costs.',
    })
    expect(around('Nobody answered.')).toEqual({ before: '', after: '' })
    expect(around('The ferry')).toEqual({ before: '', after: ' sailed.' })
  })

  it('is cut at words where a paragraph is long, and says so', () => {
    const { before, after } = around('HERE', `${'tram line '.repeat(200)}HERE${' tram line'.repeat(200)}`)
    expect(before.length).toBeLessThanOrEqual(301)
    expect(before).toMatch(/^…(tram|line) /)
    expect(after.length).toBeLessThanOrEqual(301)
    expect(after).toMatch(/ (tram|line)…$/)
  })

  it('is nothing for words that do not stand there', () => {
    const nothing = { before: '', after: '' }
    expect(contextOf(text, -1, 4)).toEqual(nothing)
    expect(contextOf(text, 4, 4)).toEqual(nothing)
    expect(contextOf(text, 4, 9_999)).toEqual(nothing)
    expect(contextOf('', 0, 0)).toEqual(nothing)
    expect(contextOf(text, Number.NaN, 3)).toEqual(nothing)
  })

  it('is nothing but an ellipsis of what has no words', () => {
    expect(around('HERE', `${'x'.repeat(900)}HERE${'x'.repeat(900)}`)).toEqual({ before: '…', after: '…' })
  })
})
