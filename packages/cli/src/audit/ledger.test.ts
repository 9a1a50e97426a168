import { describe, expect, it } from 'vitest'
import { idOf } from '../../test/events.ts'
import { openLedger, packId, unpackId } from './ledger.ts'

const urlId = idOf('u', 1)
const markOf = (run: number, ends: readonly [number, string][] = []) => ({
  urlId,
  run,
  ends: new Map(ends),
  hasEntry: false,
})

describe('openLedger', () => {
  it('tells runs that are on their way from those that have ended, and how', () => {
    const ledger = openLedger()
    ledger.enter(
      markOf(3, [
        [1, 'url.failed'],
        [2, 'url.stopped'],
      ]),
    )
    expect(ledger.open()).toEqual([{ urlId, run: 3 }])
    expect([...ledger.ended()]).toEqual([
      { urlId, run: 1 },
      { urlId, run: 2 },
    ])
    expect(ledger.endedBy({ urlId, run: 1 }, 'url.failed')).toBe(true)
    expect(ledger.endedBy({ urlId, run: 1 }, 'url.stopped')).toBe(false)
    expect(ledger.endedBy({ urlId, run: 3 }, 'url.stopped')).toBe(false)
    expect(ledger.tally()).toMatchObject({ urls: 1, runs: 3, ends: { 'url.failed': 1, 'url.stopped': 1 } })
  })

  it('counts a mark that comes twice once, as it was last', () => {
    const ledger = openLedger()
    ledger.enter(markOf(1))
    ledger.enter(markOf(1, [[1, 'article.classified']]))
    expect(ledger.tally()).toMatchObject({ urls: 1, runs: 1, ends: { 'article.classified': 1 } })
    expect(ledger.open()).toEqual([])
  })

  it('knows runs up to the latest, and the URL itself as run 0', () => {
    const ledger = openLedger()
    ledger.enter(markOf(2))
    expect([0, 1, 2, 3].map((run) => ledger.knows({ urlId, run }))).toEqual([true, true, true, false])
    expect(ledger.knows({ urlId: idOf('u', 2), run: 0 })).toBe(false)
  })

  it.each([
    ['no number of runs', markOf(Number.NaN, [[1, 'url.stopped']])],
    ['a number that is none', markOf(1.5)],
    ['more runs than can be', markOf(1e9)],
    ['no run at all', markOf(0)],
    ['an end beyond its runs', markOf(1, [[2, 'url.stopped']])],
    ['an end of no type', markOf(1, [[1, 'url.vanished']])],
  ])('finds a mark broken that has %s', (_, mark) => {
    const ledger = openLedger()
    ledger.enter(mark)
    expect(ledger.broken()).toEqual([urlId])
  })
})

describe('packId', () => {
  it.each([idOf('u', 7), idOf('a', 0), `s${'ff00'.repeat(8)}`, 'x', '', 'text with spaces', `s${'1'.repeat(20)}`])(
    'keeps %j whole',
    (id) => {
      expect(unpackId(packId(id))).toBe(id)
    },
  )

  it('halves an id', () => {
    expect(packId(idOf('u', 7))).toHaveLength(17)
  })
})
