import { describe, expect, it } from 'vitest'
import { isolated } from './isolated.ts'

describe('foreign text in a sentence', () => {
  it.each(['', 'Ida Holm', 'Łódź · 東京'])('is as it is where nothing turns in it: %s', (text) => {
    expect(isolated(text)).toBe(text)
  })

  it('is bounded where something turns in it, and cannot leave its bounds', () => {
    expect(isolated('Ida \u202e Holm')).toBe('\u2068Ida \u202e Holm\u2069')
    expect(isolated('\u05d0\u2069\u202e')).toBe('\u2068\u05d0\u202e\u2069')
  })
})
