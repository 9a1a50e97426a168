import { describe, expect, it } from 'vitest'
import { sweepFurniture } from './sweep.ts'

const paragraph = (text: string, more = {}) => ({ text, isHeading: false, isItem: false, ...more })
const swept = (...texts: string[]) => sweepFurniture(texts.map((text) => paragraph(text))).map((one) => one.text)
const body = 'The board will vote in September, and both sides expect to win the vote by a small margin.'

describe('sweepFurniture', () => {
  it('takes the headlines below a list heading with it, up to the next sentence', () => {
    expect(swept(body, 'You might also like', 'Penby wants its ferry back', 'Who pays for the bridge?', body)).toEqual([
      body,
      body,
    ])
  })

  it('drops everything below a comment form', () => {
    expect(
      swept(body, body, 'Leave a Reply', 'Name', 'I disagree with every word of this, and so does my cousin.'),
    ).toEqual([body, body])
  })

  it('goes on when what looks like the end stands above most of the text', () => {
    expect(swept('Leave a reply', body, body)).toEqual([body, body])
  })

  it('takes the list of advantages below an offer with it, and no paragraph', () => {
    const offer = paragraph('Subscribe now to read the latest news in your town.')
    const item = paragraph('Daily puzzles and a crossword.', { isItem: true })
    expect(sweepFurniture([paragraph(body), offer, item, item, paragraph(body)])).toHaveLength(2)
  })

  it('keeps list items that follow a paragraph', () => {
    expect(sweepFurniture([paragraph(body), paragraph('2014: first draft.', { isItem: true })])).toHaveLength(2)
  })

  it('drops both lines of a doubled caption', () => {
    const caption = 'Residents walk along the fence of the quarry.'
    expect(swept(caption, `${caption} Copyright Lena Marsh/Northlight`, body)).toEqual([body])
  })

  it('ends the article at the heading above its comments, and not at a button of that name', () => {
    const heading = paragraph('Comments (12)', { isHeading: true })
    const comment = paragraph('I disagree with every word of this, and so does my cousin.')
    expect(sweepFurniture([paragraph(body), heading, comment])).toEqual([paragraph(body)])
    expect(swept(body, 'Comments (12)', body)).toEqual([body, body])
  })

  it('drops the guest book and what is written in it', () => {
    expect(swept(body, body, 'Guestbook', 'Old Tom: Glad to see this in print.')).toEqual([body, body])
    expect(swept(body, body, 'Księga gości', 'Stary Tom: Dobrze, że to wydrukowali.')).toEqual([body, body])
  })

  it('goes on at the next section of the article below a list of others', () => {
    const heading = paragraph('What happens next', { isHeading: true })
    const list = [paragraph('Read also'), paragraph('Penby wants its ferry back')]
    expect(sweepFurniture([paragraph(body), ...list, heading, paragraph(body)])).toEqual([
      paragraph(body),
      heading,
      paragraph(body),
    ])
  })

  it('keeps a date that heads a section, and drops one that stands above the text', () => {
    const date = paragraph('17 May 2024', { isHeading: true })
    expect(sweepFurniture([date, paragraph(body), date, paragraph(body)])).toEqual([
      paragraph(body),
      date,
      paragraph(body),
    ])
  })

  it('drops a heading with nothing below it', () => {
    const heading = paragraph('What happens next', { isHeading: true })
    expect(sweepFurniture([heading, paragraph(body), heading])).toEqual([heading, paragraph(body)])
  })

  it('has nothing to say about nothing', () => {
    expect(sweepFurniture([])).toEqual([])
  })
})
