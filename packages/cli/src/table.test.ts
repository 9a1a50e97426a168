import { stripVTControlCharacters, styleText } from 'node:util'
import { describe, expect, it } from 'vitest'
import { clip, duration, plural, renderTable } from './table.ts'

describe('clip', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['one more than fits', 10, 'one more …'],
    ['a\n\t b', 10, 'a b'],
    ['東京都庁', 8, '東京都庁'],
    ['東京都庁前', 8, '東京都…'],
    ['😀😀😀', 5, '😀😀…'],
    ['e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301e\u0301'],
    ['', 5, ''],
  ])('of %j to %i columns is %j', (text, most, clipped) => {
    expect(clip(text, most)).toBe(clipped)
  })

  it('takes out what would steer a terminal', () => {
    expect(clip('a\u001b[31mb\u0007\u009bc\u202ed', 20)).not.toMatch(/[\p{Cc}\u202e]/u)
  })
})

describe('renderTable', () => {
  const render = (...given: Parameters<typeof renderTable>) => stripVTControlCharacters(renderTable(...given))

  it('makes columns as wide as their widest cell, colors not counted', () => {
    expect(
      render(
        ['a', 'b'],
        [
          ['long cell', 'x'],
          [styleText('red', 'red'), 'y'],
        ],
      ),
    ).toBe('a          b\nlong cell  x\nred        y')
  })

  it('counts wide characters twice', () => {
    const table = render(
      ['a', 'b'],
      [
        ['東京', 'x'],
        ['abcd', 'y'],
      ],
    )
    expect(table).toBe('a     b\n東京  x\nabcd  y')
  })

  it('leaves no blanks at the end of a line, and shows its head alone where there are no rows', () => {
    expect(render(['name', 'why'], [['a', '']])).toBe('name  why\na')
    expect(render(['name', 'why'], [])).toBe('name  why')
  })
})

it.each([
  [0, '0 ms'],
  [850.4, '850 ms'],
  [1_000, '1 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [3_600_000, '60 min'],
  [7_200_000, '2 h'],
  [172_800_000, '2 d'],
])('%d milliseconds are %s', (ms, said) => {
  expect(duration(ms)).toBe(said)
})

it('counts one, and more than one', () => {
  expect([plural(0, 'topic'), plural(1, 'topic'), plural(2, 'topic')]).toEqual(['0 topics', '1 topic', '2 topics'])
})
