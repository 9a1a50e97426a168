import { describe, expect, it } from 'vitest'
import { readDocument } from '../text/document.ts'
import { readOpinionPiece } from './opinion-piece.ts'

const read = (title: string, text: string, hints = {}) => readOpinionPiece(title, readDocument(text), hints)

describe('readOpinionPiece', () => {
  it('knows a heading and the byline under it', () => {
    expect(read('Trains', 'OPINION | By Lotte Brandt\n\nTrains are good.')).toEqual({
      isOpinion: true,
      author: 'Lotte Brandt',
    })
  })
  it('knows a letter by its title and signature', () => {
    expect(read('Letter: Trains at night', 'They sleep.\n\nJonas Vik, Elden')).toEqual({
      isOpinion: true,
      author: 'Jonas Vik',
    })
  })
  it('believes the page when it says so', () => {
    expect(read('Trains', 'Trains.', { kind: 'opinion', authors: ['Lotte Brandt'] })).toEqual({
      isOpinion: true,
      author: 'Lotte Brandt',
    })
  })
  it('takes a signed report in the third person for a report', () => {
    expect(read('Trains', 'By Lotte Brandt\n\nThe council met. "I like trains," the mayor said.').isOpinion).toBe(false)
  })
  it('takes nothing for an opinion', () => {
    expect(read('', '').isOpinion).toBe(false)
  })
})
