import { describe, expect, it } from 'vitest'
import type { GetArticle } from '../../api/answers.ts'
import { evidenceOf } from './evidence.ts'

const text = 'We will build it, said the mayor. Never, said Jon Berg.'
const statement = (quote: string, start: number | null = text.indexOf(quote), more = {}) =>
  ({
    quote,
    start,
    end: start === null ? null : start + quote.length,
    holder: 'Ida Holm',
    ...more,
  }) as GetArticle['statements'][number]
const placed = (title: string, ...statements: GetArticle['statements']) =>
  evidenceOf({ title, text, statements }).map(({ number, place, statement: { quote } }) => ({ number, place, quote }))

describe('evidence', () => {
  it('is numbered as it is read: the title first, then the text', () => {
    const found = placed(
      'Mayor: we build',
      statement('Never'),
      statement('We will build it'),
      statement('we build', null),
    )
    expect(found.map(({ quote }) => quote)).toEqual(['we build', 'We will build it', 'Never'])
    expect(found.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(found[0]?.place).toEqual({ of: 'title', start: 7, end: 15 })
  })

  it('of a title that does not hold the words is the whole title', () => {
    expect(placed('Tram: yes', statement('a tram, yes', null))[0]?.place).toEqual({ of: 'title', start: 0, end: 9 })
    expect(placed('', statement('a tram, yes', null))[0]?.place).toBe('nowhere')
  })

  it('is marked nowhere where the text holds other words, or is not kept', () => {
    expect(placed('', statement('Never', 3))[0]?.place).toBe('nowhere')
    expect(placed('', statement('Never', 900))[0]?.place).toBe('nowhere')
    expect(evidenceOf({ title: '', text: null, statements: [statement('Never')] })[0]?.place).toBe('nowhere')
  })

  it('of a long quotation goes to its end, of which the quote tells the beginning', () => {
    const long = statement('We will build', 0, { end: 33 })
    expect(placed('', long)[0]?.place).toEqual({ of: 'text', start: 0, end: 33 })
  })

  it('in unmarked places comes last', () => {
    expect(placed('', statement('Nobody', 2), statement('Never')).map(({ quote }) => quote)).toEqual([
      'Never',
      'Nobody',
    ])
  })
})
