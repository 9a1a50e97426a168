import { describe, expect, it } from 'vitest'
import { closest, lastPlaces, type Mark, marksByParagraph, marksWithin, paragraphsOf, piecesOf } from './marks.ts'

const text = 'The tram comes, said Ida.\n\nJon 🚋 doubts it.\n'
const on = (words: string, key = words, more: Partial<Mark> = {}): Mark => {
  const start = text.indexOf(words)
  return { start, end: start + words.length, layer: 'evidence', key, ...more }
}
const whole = { start: 0, end: text.indexOf('\n') }

describe('the pieces of a paragraph', () => {
  it('are the paragraph itself where nothing is marked', () => {
    expect(piecesOf(text, whole, []).map(({ text: words }) => words)).toEqual(['The tram comes, said Ida.'])
  })

  it('joined give the paragraph, however marks overlap', () => {
    const marks = [on('tram comes'), on('comes, said'), on('said Ida'), on('The tram comes, said Ida.', 'all')]
    const pieces = piecesOf(text, whole, marks)
    expect(pieces.map(({ text: words }) => words).join('')).toBe('The tram comes, said Ida.')
    for (const { key, start, end } of marks) {
      const under = pieces.filter((piece) => piece.marks.some((mark) => mark.key === key))
      expect(under.map(({ text: words }) => words).join('')).toBe(text.slice(start, end))
    }
  })

  it('tell each end of a mark once', () => {
    const marks = [on('tram comes'), on('comes'), on('The tram comes', 'long')]
    const ending = piecesOf(text, whole, marks).flatMap((piece) => piece.ending.map(({ key }) => key))
    expect(ending.sort()).toEqual(['comes', 'long', 'tram comes'])
  })

  it('hold what two marks of the same place say', () => {
    const pieces = piecesOf(text, whole, [on('Ida', 'a'), on('Ida', 'b')])
    expect(pieces.find(({ text: words }) => words === 'Ida')?.marks.map(({ key }) => key)).toEqual(['a', 'b'])
  })

  it('count code units, as marks do', () => {
    const [, second] = paragraphsOf(text)
    const pieces = piecesOf(text, second ?? whole, [on('doubts')])
    expect(pieces.map(({ text: words }) => words)).toEqual(['Jon 🚋 ', 'doubts', ' it.'])
  })
})

describe('marks', () => {
  it('over two paragraphs lie on both, and have their note at the last', () => {
    const paragraphs = paragraphsOf(text)
    const long = { ...on('said Ida'), end: text.indexOf('doubts') }
    const marked = marksByParagraph(paragraphs, [long, on('tram')])
    expect(marked.map((marks) => marks.length)).toEqual([2, 1])
    expect(lastPlaces(marked).get('said Ida')).toBe(1)
    expect(lastPlaces(marked).get('tram')).toBe(0)
    const [, second] = paragraphs
    const pieces = piecesOf(text, second ?? whole, marked[1] ?? [])
    expect(pieces.map(({ text: words, ending }) => `${words}${ending.length}`)).toEqual(['Jon 🚋 1', 'doubts it.0'])
  })

  it('of nothing, before the beginning or behind the end are none', () => {
    const beyond = { start: 3, end: text.length + 1 }
    expect(marksWithin([{ start: 3, end: 3 }, { start: 5, end: 4 }, { start: -1, end: 2 }, beyond], text)).toEqual([])
  })

  it('end with their last word, not in the space behind it', () => {
    const mark = { ...on('said Ida.'), end: text.indexOf('Jon') }
    expect(marksWithin([mark], text).map(({ start, end }) => text.slice(start, end))).toEqual(['said Ida.'])
    expect(marksWithin([{ start: 25, end: 27 }], text)).toEqual([])
  })

  it('are closest where they are shortest', () => {
    expect(closest([on('tram comes'), on('comes')])?.key).toBe('comes')
    expect(closest([])).toBeUndefined()
  })
})

describe('paragraphs', () => {
  it('are none in an empty text, and lines of spaces are none', () => {
    expect(paragraphsOf('')).toEqual([])
    expect(paragraphsOf('\n \r\n\n')).toEqual([])
    expect(paragraphsOf('one\ntwo')).toEqual([
      { start: 0, end: 3 },
      { start: 4, end: 7 },
    ])
  })
})
