import { type FeedState, type Pause, untouchedFeed } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { standingOf } from './source-state.ts'

const now = Date.parse('2026-03-03T12:00:00Z')
const hourMs = 3_600_000
const at = (agoMs: number) => new Date(now - agoMs).toISOString()
const source = { everySeconds: 300 }
const well: FeedState = {
  ...untouchedFeed,
  ...{ polledAt: at(60_000), nextAt: at(-240_000), nextWhy: 'interval' },
  ...{ newAt: at(hourMs), usualGapMs: 2 * hourMs, timesNew: 9 },
}
const pause: Pause = { kind: 'source', name: 'x', by: 'desk', reason: 'x', since: at(0), until: null }
const state = (feed: Partial<FeedState>, held: Pause | null = null) =>
  standingOf(source, { ...well, ...feed }, held, now)

describe('a source', () => {
  it('is polled, new before that, and unknown while Redis is away', () => {
    expect(state({})).toEqual({ state: 'polled', silentWhy: null })
    expect(standingOf(source, untouchedFeed, null, now).state).toBe('new')
    expect(standingOf(source, undefined, pause, now).state).toBe('unknown')
  })

  it('is failing from the third failure in a row on, and backing off while it is polled later', () => {
    expect(state({ failures: 1 }).state).toBe('polled')
    expect(state({ failures: 2, nextWhy: 'backing-off' }).state).toBe('backing-off')
    expect(state({ failures: 1, nextWhy: 'host-asked', nextAt: at(-6 * hourMs) }).state).toBe('backing-off')
    expect(state({ failures: 3, nextWhy: 'backing-off' }).state).toBe('failing')
  })

  it('is silent once it brought nothing for three times its usual gap', () => {
    expect(state({ newAt: at(6 * hourMs) }).state).toBe('polled')
    expect(state({ newAt: at(6 * hourMs + 1) })).toEqual({ state: 'silent', silentWhy: 'nothing-new' })
  })

  it('is not silent within the hour, nor while too little is known of it', () => {
    expect(state({ newAt: at(hourMs), usualGapMs: 1 }).state).toBe('polled')
    expect(state({ newAt: at(900 * hourMs), timesNew: 2 }).state).toBe('polled')
    expect(state({ newAt: at(900 * hourMs), usualGapMs: null }).state).toBe('polled')
  })

  it('is silent where nobody polls it when its time has come', () => {
    expect(state({ nextAt: at(16 * 60_000) })).toEqual({ state: 'silent', silentWhy: 'not-polled' })
    expect(state({ nextAt: null, polledAt: at(16 * 60_000) }).silentWhy).toBe('not-polled')
    expect(state({ nextAt: at(14 * 60_000) }).state).toBe('polled')
  })

  it('that is paused is that, whatever else', () => {
    expect(state({ failures: 9, nextAt: at(hourMs) }, pause).state).toBe('paused')
  })
})
