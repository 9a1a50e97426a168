import { describe, expect, it } from 'vitest'
import { idOf } from '../../test/events.ts'
import { isWholeStream, openEventBook } from './event-book.ts'
import { openLedger } from './ledger.ts'

const dayMs = 86_400_000
const subject = idOf('s', 1)

function bookOf(sequences: readonly (number | [sequence: number, atMs: number])[]) {
  const book = openEventBook(openLedger())
  for (const [at, each] of sequences.entries()) {
    const [sequence, atMs] = typeof each === 'number' ? [each, 1_000] : each
    const id = `e${String(at).padStart(32, '0')}`
    book.enter({ position: `${atMs}-${at}`, id, type: 'story.updated', subject, sequence, end: null })
  }
  return book.read()
}

describe('sequences', () => {
  it.each<[string, readonly (number | [number, number])[], number, number]>([
    ['begin with 1 and have no gap', [1, 2, 3], 0, 0],
    ['have a gap', [1, 2, 4], 1, 0],
    ['repeat one', [1, 2, 2], 1, 0],
    ['run backwards', [1, 3, 2], 2, 0],
    ['begin later', [5, 6], 0, 1],
    ['begin again at once', [1, 2, 1], 1, 0],
    [
      'begin again after their subject was forgotten',
      [
        [1, 0],
        [2, 0],
        [1, 2 * dayMs],
        [2, 2 * dayMs],
      ],
      0,
      0,
    ],
  ])('may %s', (_, sequences, gaps, beheaded) => {
    const book = bookOf(sequences)
    expect({ gaps: book.gaps.count, beheaded: book.beheaded.count }).toEqual({ gaps, beheaded })
  })
})

describe('ends', () => {
  const urlId = idOf('u', 1)
  const ledger = openLedger()
  ledger.enter({ urlId, run: 2, ends: new Map([[1, 'url.stopped']]), hasEntry: true })
  const endOf = (run: number, type: string, at = run) => ({
    position: `1000-${at}`,
    id: `e${String(at).padStart(32, '0')}`,
    type,
    subject: urlId,
    sequence: at,
    end: { urlId, run, counter: `end:${type}` },
  })

  it('are held beside what the marks tell', () => {
    const book = openEventBook(ledger)
    book.enter(endOf(1, 'url.stopped'))
    book.enter(endOf(2, 'url.failed'))
    const { untold, holds, endedAgain, ends, count } = book.read()
    expect(untold).toEqual([{ ref: { urlId, run: 2 }, type: 'url.failed', atMs: 1_000 }])
    expect([1, 2, 3].map((run) => holds({ urlId, run }))).toEqual([true, true, false])
    expect({ again: endedAgain.count, ends, count }).toEqual({
      again: 0,
      ends: { 'end:url.stopped': 1, 'end:url.failed': 1 },
      count: 2,
    })
  })

  it('are found twice, whatever their type, and so is an id', () => {
    const book = openEventBook(ledger)
    book.enter(endOf(1, 'url.stopped', 1))
    book.enter(endOf(1, 'url.failed', 2))
    book.enter({ ...endOf(1, 'url.failed', 3), id: endOf(1, 'url.failed', 2).id })
    const { endedAgain, repeated } = book.read()
    expect(endedAgain).toEqual({ count: 2, ids: [`${urlId}/1`, `${urlId}/1`] })
    expect(repeated.count).toBe(1)
  })
})

it('keeps the first few of what may be many', () => {
  const book = openEventBook(openLedger())
  for (let at = 0; at < 1_000; at++) book.enter({ position: `${at}-0`, end: 'broken' })
  expect(book.read().broken).toEqual({ count: 1_000, ids: ['0-0', '1-0', '2-0', '3-0', '4-0'] })
})

describe('isWholeStream', () => {
  const none = { count: 0, ids: [] }
  const book = { ends: { 'stop:gone': 2, 'end:url.failed': 1 }, beheaded: none }

  it.each<[string, number | null, typeof book, number, boolean]>([
    ['Redis says that nothing was removed', 0, { ...book, beheaded: { count: 1, ids: [] } }, 9, true],
    ['Redis says that something was removed', 1, book, 3, false],
    ['an old Redis holds all ends that were counted', null, book, 3, true],
    ['an old Redis holds fewer', null, book, 4, false],
    [
      'an old Redis holds a subject without its first event',
      null,
      { ...book, beheaded: { count: 1, ids: [] } },
      3,
      false,
    ],
  ])('judges that %s', (_, removed, read, endedBefore, isWhole) => {
    expect(isWholeStream({ removed }, read, endedBefore)).toBe(isWhole)
  })
})
