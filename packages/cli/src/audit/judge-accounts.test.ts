import { describe, expect, it } from 'vitest'
import type { Facts, Tally } from './facts.ts'
import { judgeAccounts } from './judge-accounts.ts'

type Books = {
  readonly before?: Tally
  readonly between?: Tally
  readonly after: Tally
  readonly runs: number
  readonly ends: Tally
  readonly onStream: Tally
  readonly isWhole?: boolean
}

const nothing = { count: 0, ids: [] }

function factsOf({ after, between = after, before = between, runs, ends, onStream, isWhole = true }: Books): Facts {
  const events = { broken: nothing, repeated: nothing, endedAgain: nothing, untold: nothing, missing: nothing }
  const extent = { length: 0, removed: 0, lastDeleted: null }
  return {
    counters: { before, between, after },
    marks: { urls: runs, runs, ends, broken: [] },
    runs: { open: 0, places: {}, lost: [], unended: [], unknown: [] },
    hosts: { count: 0, waiting: 0, held: 0, forgotten: [], stranded: [], unreadable: [] },
    events: { ...events, gaps: nothing, beheaded: nothing, count: 0, subjects: 0, ends: onStream, extent, isWhole },
    bodies: { count: 0, orphans: [] },
  }
}

const counters = { accepted: 10, ended: 8, 'end:article.classified': 5, 'end:url.failed': 1, 'stop:gone': 2 }
const ends = { 'article.classified': 5, 'article.duplicated': 0, 'url.failed': 1, 'url.stopped': 2 }
const onStream = { 'end:article.classified': 5, 'end:url.failed': 1, 'stop:gone': 2 }
const settled: Books = { after: counters, runs: 10, ends, onStream }

describe('judgeAccounts', () => {
  it('says the sum, with reasons where there are any', () => {
    expect(judgeAccounts(factsOf(settled))).toEqual({
      is: 'ok',
      check: 'accounts',
      text: 'accounts: 10 accepted = 5 classified + 0 duplicated + 2 stopped (2 gone) + 1 failed + 2 in flight',
    })
    expect(judgeAccounts(factsOf({ after: {}, runs: 0, ends: {}, onStream: {} })).text).toBe(
      'accounts: 0 accepted = 0 classified + 0 duplicated + 0 stopped + 0 failed + 0 in flight',
    )
  })

  it('allows that runs which ended long ago are forgotten by the marks, and by the stream', () => {
    const forgotten = { ...settled, runs: 6, ends: { ...ends, 'article.classified': 1 } }
    expect(judgeAccounts(factsOf(forgotten)).is).toBe('ok')
    expect(judgeAccounts(factsOf({ ...settled, onStream: {}, isWhole: false })).is).toBe('ok')
  })

  it('allows that counters move while marks and stream are read', () => {
    const before = { ...counters, accepted: 6, ended: 5, 'end:article.classified': 2 }
    const after = { ...counters, accepted: 14, ended: 11, 'end:article.classified': 8 }
    const moving = { before, between: counters, after }
    expect(
      judgeAccounts(factsOf({ ...settled, ...moving, runs: 8, ends: { ...ends, 'article.classified': 4 } })).is,
    ).toBe('ok')
    expect(
      judgeAccounts(factsOf({ ...settled, ...moving, onStream: { ...onStream, 'end:article.classified': 7 } })).is,
    ).toBe('ok')
  })

  it.each<[string, Partial<Books>, RegExp]>([
    [
      'an end was counted under no kind',
      { after: { ...counters, 'stop:gone': 1 } },
      /by kind add up to 7, all ends to 8/,
    ],
    ['more ended than were accepted', { after: { ...counters, accepted: 7 } }, /more than were accepted/],
    ['the marks tell of more runs', { runs: 11 }, /the marks tell of 11 runs, 3 of them in flight/],
    ['the marks tell of fewer open runs', { runs: 9 }, /the marks tell of 9 runs, 1 of them in flight/],
    [
      'the marks tell of more of a kind',
      { ends: { ...ends, 'url.failed': 2, 'url.stopped': 1 } },
      /marks tell of 2 failed.*1 stopped/,
    ],
    ['the stream holds more of a kind', { onStream: { ...onStream, 'stop:robots': 1 } }, /the stream holds 1 robots/],
    ['a whole stream holds fewer of a kind', { onStream: { ...onStream, 'stop:gone': 1 } }, /the stream holds 1 gone/],
    [
      'a trimmed stream holds more of a kind',
      { onStream: { 'stop:gone': 3 }, isWhole: false },
      /the stream holds 3 gone/,
    ],
  ])('finds it wrong that %s', (_, change, text) => {
    expect(judgeAccounts(factsOf({ ...settled, ...change }))).toMatchObject({
      is: 'wrong',
      text: expect.stringMatching(text),
    })
  })
})
