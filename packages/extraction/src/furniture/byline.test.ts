import { describe, expect, it } from 'vitest'
import { isByline } from './byline.ts'
import { isDateLine } from './date-line.ts'

describe('isByline', () => {
  it.each([
    'By Mira Tolland',
    'By Valley News with AP',
    'Von Jonas Hellweg und Ayse Karaman',
    'Par Élodie Vaucher, Vernay',
    'By MIRA TOLLAND',
    'Mira Tolland, 17 May 2024',
    'Mira Tolland and Piet Rook · last updated Friday, 17 May 2024 at 10:05',
    'Élodie Vaucher | 4 mars 2024, 18h10',
  ])('recognises %s', (line) => expect(isByline(line)).toBe(true))

  it.each([
    'By Friday it was over.',
    'By the river',
    'Von der Brücke aus gesehen',
    'Standing by Mira Tolland',
    'The bridge fell, 17 May 2024',
    'Vernay, 17 May 2024',
    'Mira Tolland, 17',
  ])('leaves alone: %s', (line) => expect(isByline(line)).toBe(false))
})

describe('isDateLine', () => {
  it.each([
    'May 17, 2024',
    'Tue, 27 February 2024 10:05 GMT',
    'Published 17 May 2024',
    'Stand: 17.05.2024, 10:05 Uhr',
    'Mis à jour le 4 mars 2024 à 18h10',
    '12. März 2025',
  ])('recognises %s', (line) => expect(isDateLine(line)).toBe(true))

  it.each([
    '1914',
    'May 1968 and after',
    'In May 2024 the bridge fell.',
    'Updated plans for 12 schools were shown on Friday.',
  ])('leaves alone: %s', (line) => expect(isDateLine(line)).toBe(false))
})
