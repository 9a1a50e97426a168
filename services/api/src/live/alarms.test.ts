import { Stage } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import type { LineSample } from '../line-sample.ts'
import { type AlarmFacts, spoken } from './alarm-facts.ts'
import { findAlarms, openAlarmBook } from './alarms.ts'
import type { ArchiveFigures } from './archive-figures.ts'

const minuteMs = 60_000
const queue = {
  ...{ waiting: 0, waitingReplays: 0, active: 0, delayed: 0, failed: 0, workers: 1 },
  ...{ oldestWaitingMs: null, isPaused: false },
}
type Queue = LineSample['queues'][number]

/** A line on which all is well, but for one stage. */
function aSample(more: Partial<LineSample> = {}, parse: Partial<Queue> = {}): LineSample {
  return {
    atMs: 0,
    queues: Stage.options.map((name) => ({ queue: name, ...queue, ...(name === 'parse' ? parse : {}) })),
    pauses: [],
    hosts: { count: 0, looked: 0, waiting: 0, oldestMs: null, overdueMs: null, busiest: [] },
    replays: { waiting: 0, active: 0 },
    runs: { accepted: 10, ended: 10, inFlightMax: 100 },
    counters: {},
    archiveBehindMs: 0,
    memory: { usedBytes: 10, maxBytes: 100, shareMax: 0.6, neededBytes: 0 },
    hostDelayMs: 1_000,
    ...more,
  }
}

function noFetcher(sample: LineSample): LineSample {
  const queues = sample.queues.map((each) => (each.queue === 'fetch' ? { ...each, workers: 0 } : each))
  return { ...sample, queues }
}

const figures: ArchiveFigures = {
  lastHour: [{ stage: 'parse', outcome: 'passed', count: 100, workedMs: 1 }],
  ...{ failures: [], deadLetters: 0 },
}
const well: AlarmFacts = {
  ...{ sample: aSample(), isFull: false, groups: [], isArchiveAway: false, figures, sourcesTotal: 1 },
  workers: [{ service: 'discoverer', host: 'h', pid: 1, version: '0', concurrency: null, rssBytes: 1, lagMs: 1 }].map(
    (each) => ({ ...each, startedAtMs: 0, seenAtMs: 0, stages: [] }),
  ),
  sources: { silentCount: 0, failingCount: 0, silent: [], failing: [] },
}
const pause = { by: 'desk', reason: 'new rules', since: '2026-03-03T09:00:00.000Z', until: null }
const failing = { stage: 'parse', cause: 'crashed', count: 12, host: 'herald.example', ofHost: 12 }
const group = { name: 'mailer', pending: 5, lagMs: 0, lagEvents: 0, isLapsed: false }
const blocked = { host: 'herald.example', waiting: 30, held: 0, blockedMs: 10 * minuteMs }
const threeHoursMs = 180 * minuteMs
const atHosts = {
  ...{ count: 1, looked: 1, waiting: 500, oldestMs: threeHoursMs, overdueMs: threeHoursMs },
  busiest: [{ host: 'herald.example', waiting: 500, held: 0, blockedMs: 0 }],
}
const outlet = { outlet: null, lastPolledAt: null }

const wrong: readonly [name: string, facts: Partial<AlarmFacts>, id: string, level: string][] = [
  ['Redis is away', { sample: undefined, workers: undefined, groups: undefined }, 'redis-away', 'critical'],
  [
    'memory comes near its mark',
    { sample: aSample({ memory: { usedBytes: 55, maxBytes: 100, shareMax: 0.6, neededBytes: 0 } }) },
    'redis-memory',
    'warning',
  ],
  [
    'memory is over its mark',
    { sample: aSample({ memory: { usedBytes: 61, maxBytes: 100, shareMax: 0.6, neededBytes: 0 } }) },
    'redis-memory',
    'critical',
  ],
  ['the line is full', { isFull: true, sample: aSample({}, { waiting: 90 }) }, 'line-full', 'warning'],
  [
    'a stage is paused',
    { sample: aSample({ pauses: [{ kind: 'stage', name: 'parse', ...pause }] }, { isPaused: true, waiting: 3 }) },
    'stage-paused:parse',
    'warning',
  ],
  [
    'a job has waited for long',
    { sample: aSample({}, { waiting: 3, oldestWaitingMs: 6 * minuteMs }) },
    'oldest-waiting:parse',
    'warning',
  ],
  [
    'a job has waited for very long',
    { sample: aSample({}, { waiting: 3, oldestWaitingMs: 31 * minuteMs }) },
    'oldest-waiting:parse',
    'critical',
  ],
  [
    'nobody works where jobs wait',
    { sample: aSample({}, { workers: 0, delayed: 1, oldestWaitingMs: 31 * minuteMs }) },
    'no-worker:parse',
    'critical',
  ],
  [
    'nobody fetches what waits at the hosts',
    { sample: noFetcher(aSample({ hosts: atHosts })) },
    'no-worker:fetch',
    'critical',
  ],
  [
    'the turn of a host came long ago, and nobody asked it',
    { sample: aSample({ hosts: { ...atHosts, overdueMs: 6 * minuteMs } }) },
    'overdue-hosts',
    'warning',
  ],
  ['the turn of a host came very long ago', { sample: aSample({ hosts: atHosts }) }, 'overdue-hosts', 'critical'],
  ['runs fail', { figures: { ...figures, failures: [{ ...failing, count: 15 }] } }, 'failed:parse:crashed', 'warning'],
  [
    'runs fail by the dozen',
    { figures: { ...figures, failures: [{ ...failing, count: 50 }] } },
    'failed:parse:crashed',
    'critical',
  ],
  [
    'a host asked for patience',
    { sample: aSample({ hosts: { ...atHosts, oldestMs: null, overdueMs: null, waiting: 30, busiest: [blocked] } }) },
    'host-blocked:herald.example',
    'warning',
  ],
  [
    'a source cannot be polled',
    { sources: { ...well.sources, failingCount: 1, failing: [{ id: 'a', ...outlet, failures: 4 }] } as never },
    'source-failing:a',
    'warning',
  ],
  [
    'a source is silent',
    { sources: { ...well.sources, silentCount: 1, silent: [{ id: 'a', ...outlet, why: 'not-polled' }] } as never },
    'source-silent:a',
    'warning',
  ],
  ['nobody polls', { workers: [] }, 'no-discoverer', 'warning'],
  ['the archive is behind', { sample: aSample({ archiveBehindMs: 2 * minuteMs }) }, 'archive-behind', 'warning'],
  ['the archive is far behind', { sample: aSample({ archiveBehindMs: 11 * minuteMs }) }, 'archive-behind', 'critical'],
  ['there is no archive', { sample: aSample({ archiveBehindMs: null }) }, 'no-archive', 'warning'],
  ['the archive’s database is away', { isArchiveAway: true, figures: undefined }, 'archive-away', 'critical'],
  ['events were set aside', { figures: { ...figures, deadLetters: 2 } }, 'dead-letters', 'warning'],
  [
    'a consumer is behind',
    { groups: [{ ...group, lagMs: 2 * minuteMs, lagEvents: 9 }] },
    'group-behind:mailer',
    'warning',
  ],
  ['a consumer missed events', { groups: [{ ...group, isLapsed: true }] }, 'group-lapsed:mailer', 'critical'],
]

describe('alarms', () => {
  it('are none where all is well', () => {
    expect(findAlarms(well)).toEqual([])
  })

  it.each(wrong)('tell that %s, once, and what to do about it', (_, facts, id, level) => {
    const found = findAlarms({ ...well, ...facts })
    expect(found.map((alarm) => [alarm.id, alarm.level])).toEqual([[id, level]])
    for (const { what, where, remedy, href } of found) {
      expect(what).toMatch(/^\S.{10,250}$/)
      expect(what).not.toMatch(/undefined|null|NaN/)
      expect(where).toMatch(/\S/)
      expect(remedy.length).toBeGreaterThan(8)
      expect(href).toMatch(/^\/(?:jobs|sources|events)?(?:\?[\w=&.%-]+)?$/)
    }
  })

  it('name the host where most of what failed is of one', () => {
    const [one] = findAlarms({ ...well, figures: { ...figures, failures: [failing] } })
    expect(one).toMatchObject({
      what: '12 runs failed in parse (crashed) within 15 minutes, 12 of them at herald.example',
      href: '/jobs?state=failed&stage=parse&cause=crashed&host=herald.example',
    })
    const [other] = findAlarms({ ...well, figures: { ...figures, failures: [{ ...failing, ofHost: 3 }] } })
    expect(other?.href).toBe('/jobs?state=failed&stage=parse&cause=crashed')
  })

  it('do not tell of what somebody paused, nor of what a few runs do', () => {
    const hosts = { ...atHosts, oldestMs: null, overdueMs: null, waiting: 30, busiest: [blocked] }
    const pauses = [{ kind: 'host' as const, name: 'herald.example', ...pause }]
    expect(findAlarms({ ...well, sample: aSample({ hosts, pauses }) })).toEqual([])
    expect(findAlarms({ ...well, figures: { ...figures, failures: [{ ...failing, count: 2, ofHost: 2 }] } })).toEqual(
      [],
    )
    const busiest = [{ ...blocked, blockedMs: 50 * minuteMs }]
    expect(
      findAlarms({ ...well, sample: aSample({ hosts: { ...hosts, busiest }, hostDelayMs: 20 * minuteMs }) }),
    ).toEqual([])
  })

  it('tell how much waits at the hosts for nobody', () => {
    const [found] = findAlarms({ ...well, sample: noFetcher(aSample({ hosts: atHosts }, {})) })
    expect(found).toMatchObject({
      what: 'Nobody works on fetch, and 500 addresses wait there, the oldest for 3 hours',
      remedy: 'Start it: npx stancewire up fetcher',
    })
  })

  it('do not take many addresses of one host, asked as often as it may be, for something that went wrong', () => {
    expect(findAlarms({ ...well, sample: aSample({ hosts: { ...atHosts, overdueMs: 2_000 } }) })).toEqual([])
    expect(
      findAlarms({ ...well, sample: aSample({ hosts: { ...atHosts, oldestMs: null, overdueMs: null } }) }),
    ).toEqual([])
  })

  it('are one for all sources where many are silent', () => {
    const silent = Array.from({ length: 50 }, (_, at) => ({ id: `s${at}`, ...outlet, why: 'not-polled' as const }))
    const sources = { silentCount: 700, failingCount: 0, silent, failing: [] }
    expect(findAlarms({ ...well, sources }).map(({ id, what }) => [id, what])).toEqual([
      ['sources-silent', '700 sources are silent'],
    ])
  })

  it('stand in the order of what is worst', () => {
    const found = findAlarms({ ...well, workers: [], groups: [{ ...group, isLapsed: true }], isFull: true })
    expect(found.map(({ level }) => level)).toEqual(['critical', 'warning', 'warning'])
  })
})

describe('the book of alarms', () => {
  const alarm = { id: 'a', level: 'warning', what: 'w', where: 'h', remedy: 'r', href: '/' } as const

  it('remembers since when one stands, until it is gone', () => {
    const book = openAlarmBook()
    expect(book([alarm], 1_000)).toEqual([{ ...alarm, since: new Date(1_000).toISOString() }])
    expect(book([alarm], 9_000)[0]?.since).toBe(new Date(1_000).toISOString())
    expect(book([], 10_000)).toEqual([])
    expect(book([alarm], 11_000)[0]?.since).toBe(new Date(11_000).toISOString())
  })

  it('keeps back what may be over in a moment, and tells of fifty at most', () => {
    const book = openAlarmBook()
    const brief = { ...alarm, holdsMs: 3_000 }
    expect(book([brief], 0)).toEqual([])
    expect(book([brief], 3_000)).toHaveLength(1)
    expect(book([brief], 3_000)[0]).not.toHaveProperty('holdsMs')
    expect(
      book(
        Array.from({ length: 70 }, (_, at) => ({ ...alarm, id: `${at}` })),
        0,
      ),
    ).toHaveLength(50)
  })
})

it.each([
  [900, '1 second'],
  [61_000, '1 minute'],
  [7_200_000, '2 hours'],
  [864_000_000, '10 days'],
])('%d ms are said as %s', (ms, words) => {
  expect(spoken(ms)).toBe(words)
})
