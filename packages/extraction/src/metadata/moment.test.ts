import { describe, expect, it } from 'vitest'
import { readMoment } from './moment.ts'

const instant = (text: string) => readMoment(text)?.instant
const day = (text: string) => readMoment(text)?.day

describe('readMoment', () => {
  it('gives a UTC instant when the zone is known', () => {
    expect(instant('2024-02-27T11:05:00+01:00')).toBe('2024-02-27T10:05:00Z')
    expect(instant('2024-02-27T10:05Z')).toBe('2024-02-27T10:05:00Z')
    expect(instant('2024-02-27 10:05:09.123 +0530')).toBe('2024-02-27T04:35:09Z')
    expect(instant('Tue, 27 Feb 2024 23:30:00 -0500')).toBe('2024-02-28T04:30:00Z')
    expect(instant('February 27, 2024 11:05 p.m. EST')).toBe('2024-02-28T04:05:00Z')
    expect(instant('1709028300')).toBe('2024-02-27T10:05:00Z')
    expect(instant('1709028300000')).toBe('2024-02-27T10:05:00Z')
  })

  it('gives only the day when the zone is unknown', () => {
    expect(readMoment('2024-02-27T10:05:00')).toEqual({ day: '2024-02-27', wall: '2024-02-27T10:05', instant: null })
    expect(readMoment('27. Februar 2024, 10:05 Uhr')).toEqual({
      day: '2024-02-27',
      wall: '2024-02-27T10:05',
      instant: null,
    })
  })

  it.each([
    ['2024-2-7', '2024-02-07'],
    ['20240227', '2024-02-27'],
    ['27.02.2024', '2024-02-27'],
    ['2/27/2024', '2024-02-27'],
    ['27/2/2024', '2024-02-27'],
    ['Published on February 27th, 2024', '2024-02-27'],
    ['le 27 février 2024 à 18h10', '2024-02-27'],
    ['27 de febrero de 2024', '2024-02-27'],
    ['27 marca 2024', '2024-03-27'],
    ['2024年2月27日', '2024-02-27'],
  ])('reads the day of %s', (text, expected) => {
    expect(day(text)).toBe(expected)
  })

  it.each([
    '',
    'yesterday',
    '2024-13-01',
    '2024-02-30',
    '31.04.2024',
    '1066-10-14',
    'Room 12, floor 3',
    '99999999',
    'May be 12 people',
  ])('finds no date in "%s"', (text) => {
    expect(readMoment(text)).toBeNull()
  })

  it('keeps the day when the time is impossible', () => {
    expect(readMoment('2024-02-27T25:61:00Z')).toEqual({ day: '2024-02-27', wall: null, instant: null })
  })
})
