import { describe, expect, it } from 'vitest'
import { isBefore } from './stream-order.ts'

describe('isBefore', () => {
  it.each([
    ['0', '1700000000000-0'],
    ['999-5', '1000-0'],
    ['1700000000000-9', '1700000000000-10'],
    ['1700000000000-18446744073709551614', '1700000000000-18446744073709551615'],
  ])('says that %s comes before %s, and not the other way round', (earlier, later) => {
    expect(isBefore(earlier, later)).toBe(true)
    expect(isBefore(later, earlier)).toBe(false)
  })

  it('says that no position comes before itself', () => {
    expect(isBefore('5-1', '5-1')).toBe(false)
    expect(isBefore('5', '5-0')).toBe(false)
  })
})
