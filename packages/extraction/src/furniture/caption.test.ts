import { describe, expect, it } from 'vitest'
import { doublesCaption, isPhotoCredit } from './caption.ts'

describe('isPhotoCredit', () => {
  it.each([
    'The mayor at the toll office, Friday. (AP Photo/Tam Ridley)',
    'The mayor at the toll office (Tam Ridley/Valley News)',
    'Photo: Tam Ridley',
    'Image caption, The mayor at the toll office',
    'AGENCY/Tam Ridley',
    'Tam Ridley / Agency',
    'Bild: Jana Wolf/Agentur',
    'Crédit photo : Luc Monnard',
    '© Tam Ridley / Agency',
    'The mayor at the toll office. Copyright Tam Ridley/VTN',
    'The mayor at the toll office on Friday. Picture: T. Ridley',
  ])('recognises %s', (line) => {
    expect(isPhotoCredit(line)).toBe(true)
  })

  it.each([
    'He was seen by two people (a man and a woman).',
    'It was cold, he wrote (Reuters)',
    'Image, she said, is everything in this trade.',
    'She holds the copyright to forty songs.',
    'He put a picture of it on his page (the photo was later deleted).',
    'She sits for another group (European Parliament/Renew Europe).',
    'Top speed is given in two ways [MPH / KPH]',
    'The picture was taken in May, she said.',
  ])('leaves alone: %s', (line) => {
    expect(isPhotoCredit(line)).toBe(false)
  })

  it('never takes a long paragraph for a caption', () => {
    expect(isPhotoCredit(`${'A long paragraph goes on. '.repeat(40)}(AP Photo/Tam Ridley)`)).toBe(false)
  })
})

describe('doublesCaption', () => {
  const caption = 'Residents walk along the fence of the quarry.'

  it('sees that the next line repeats a caption and adds its credit', () => {
    expect(doublesCaption(caption, `${caption} Copyright Lena Marsh/Northlight`)).toBe(true)
  })

  it('does not call a sentence a caption because the next begins alike', () => {
    expect(doublesCaption(caption, `${caption} They are angry.`)).toBe(false)
    expect(doublesCaption(caption, caption)).toBe(false)
  })
})
