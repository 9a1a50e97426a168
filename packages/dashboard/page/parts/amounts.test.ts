import { describe, expect, it } from 'vitest'
import { bytesText, countText, durationText, rateText, shareText } from './amounts.ts'

describe('durationText', () => {
  it.each([
    [0, '0ms'],
    [999.4, '999ms'],
    [1_000, '1s'],
    [4_230, '4.2s'],
    [12_600, '13s'],
    [60_000, '1m'],
    [200_000, '3m 20s'],
    [3_600_000, '1h'],
    [187_200_000, '2d 4h'],
  ])('tells %d ms in the two largest units, as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })
})

describe('what is not known', () => {
  it('is a dash, and not a nought', () => {
    for (const tell of [countText, rateText, shareText, durationText, bytesText]) {
      expect(tell(null)).toBe('–')
      expect(tell(undefined)).toBe('–')
      expect(tell(0)).toContain('0')
    }
  })
})

describe('bytesText', () => {
  it.each([
    [0, '0B'],
    [999, '999B'],
    [512_000, '512kB'],
    [170_400_000, '170MB'],
    [7_260_000_000_000, '7,260GB'],
  ])('tells %d bytes as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text)
  })
})
