import { describe, expect, it } from 'vitest'
import { balanceOf, openRunsBy } from './balance.ts'

describe('balanceOf', () => {
  it('balances where all that was accepted has ended or was found', () => {
    const counters = { accepted: 7, ended: 5, 'end:article.classified': 2, 'stop:off-topic': 2, 'end:url.failed': 1 }
    expect(balanceOf({ counters, open: openRunsBy(counters), found: 2 })).toEqual({
      isBalanced: true,
      sentence: '7 accepted = 2 classified, 2 off-topic, 1 failed + 2 on their way (2 found)',
    })
  })

  it('balances an empty line', () => {
    expect(balanceOf({ counters: {}, open: 0, found: 0 })).toEqual({
      isBalanced: true,
      sentence: '0 accepted = none ended + 0 on their way (0 found)',
    })
  })

  it('allows a run to be found twice, while it moves', () => {
    expect(balanceOf({ counters: { accepted: 1 }, open: 1, found: 2 }).isBalanced).toBe(true)
  })

  it.each([
    ['a run was lost', { accepted: 2, ended: 1, 'stop:gone': 1 }, 0],
    ['an end was counted under no kind', { accepted: 2, ended: 2, 'stop:gone': 1 }, 0],
    ['more ended than were accepted', { accepted: 1, ended: 2, 'stop:gone': 2 }, 0],
  ])('does not balance where %s', (_, counters, found) => {
    expect(balanceOf({ counters, open: openRunsBy(counters), found }).isBalanced).toBe(false)
  })
})
