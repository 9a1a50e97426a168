import { expect, it } from 'vitest'
import { attributionColumns, attributionRows } from './attribution-table.ts'

const text = 'Ida Holm said: "We will build it."'
const article = {
  ...{ articleId: `a${'1'.repeat(32)}`, revision: 2, publishedAt: '2026-03-03', url: 'https://courier.example/1' },
  ...{ title: 'On trams', outlet: null },
}
const said = {
  ...{ source: { start: 0, end: 8 }, cue: { start: 9, end: 13 }, content: { start: 16, end: 33 } },
  ...{ kind: 'direct_quote' as const, confidence: 0.85 },
}

it('says who said what in which words, and where these stand', () => {
  const [row, next] = attributionRows(article, text, [said, { ...said, source: null, cue: null }])
  expect(row).toEqual({
    ...article,
    ...{ place: 0, source: 'Ida Holm', sourceStart: 0, sourceEnd: 8, cue: 'said', cueStart: 9, cueEnd: 13 },
    ...{ content: 'We will build it.', start: 16, end: 33, kind: 'direct_quote', confidence: 0.85 },
  })
  const nobody = { source: null, sourceStart: null, sourceEnd: null, cue: null, cueStart: null, cueEnd: null }
  expect(next).toEqual({ ...row, ...nobody, place: 1 })
})

it('has the columns that are promised, in their order', () => {
  expect(Object.keys(attributionRows(article, text, [said])[0] ?? {})).toEqual([...attributionColumns])
})
