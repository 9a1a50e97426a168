import { describe, expect, it } from 'vitest'
import { readLooseJson } from './json-value.ts'

describe('readLooseJson', () => {
  it.each([
    ['<!-- {"a":1} -->', { a: 1 }],
    ['//<![CDATA[\n{"a":1}\n//]]>', { a: 1 }],
    ['{"a":"x\ny"}', { a: 'x y' }],
    ['{"a":[1,2,],}', { a: [1, 2] }],
    ['{"a":"C:\\path"}', { a: 'C:\\path' }],
    ['{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['{"a":1};', { a: 1 }],
  ])('reads %s', (source, expected) => {
    expect(readLooseJson(source)).toEqual(expected)
  })

  it('gives nothing for what is no JSON', () => {
    for (const source of ['', 'null', '{', '{a:1}', '<html>', '[[[[']) expect(readLooseJson(source)).toBeUndefined()
  })

  it('does not overflow on deep nesting', () => {
    expect(() => readLooseJson('['.repeat(500_000) + ']'.repeat(500_000))).not.toThrow()
  })
})
