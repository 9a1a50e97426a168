import { describe, expect, it } from 'vitest'
import type { Alarm, Sample, StageSample } from '../live/sample.ts'
import { verdictOf } from './verdict-of.ts'

const aStage = (more: Partial<StageSample> = {}): StageSample => ({
  ...{ stage: 'parse', waiting: 0, waitingReplays: 0, active: 0, delayed: 0, failed: 0, workers: 1 },
  ...{
    oldestWaitingMs: null,
    isPaused: false,
    paused: null,
    inPerMinute: 0,
    outPerMinute: 0,
    p50Ms: null,
    p95Ms: null,
  },
  ...{ passed: 0, ends: {} },
  ...more,
})
const anAlarm = (level: Alarm['level']): Alarm => ({
  ...{ id: level, level, what: 'Something', where: 'parse', remedy: 'Look', href: '/', since: '2026-03-01T00:00:00Z' },
})
type More = Partial<Omit<Sample, 'line'>> & { readonly line?: Partial<Sample['line']> }
const aSample = ({ line = {}, ...more }: More = {}): Sample => ({
  ...{ at: '2026-03-01T00:00:00Z', redis: 'there', archive: 'there', workers: [], consumers: [], alarms: [] },
  sources: { total: 1, silentCount: 0, failingCount: 0, silent: [], failing: [] },
  line: {
    ...{
      inFlight: 3,
      limit: 100,
      isFull: false,
      fullOf: null,
      acceptedPerMinute: 12,
      endedPerMinute: 12,
      eventsPerMinute: 12,
      memory: null,
    },
    ...{ stages: [aStage()], hosts: null, replays: null },
    ...line,
  },
  ...more,
})

describe('verdictOf', () => {
  it('says that all is well, how fast it goes and how long something waits at most', () => {
    const stages = [aStage({ oldestWaitingMs: 3_000 }), aStage({ oldestWaitingMs: 1_200 })]
    expect(verdictOf(aSample({ line: { stages } }))).toEqual({
      level: 'well',
      text: 'All is well: 12 pages a minute, and nothing waits longer than 3s',
    })
  })

  it('says that there is nothing to do where nothing is on its way', () => {
    const { text } = verdictOf(aSample({ line: { inFlight: 0, endedPerMinute: 0 } }))
    expect(text).toBe('All is well: nothing is on its way, and nothing waits')
  })

  it('never says that nothing waits while addresses wait at their hosts', () => {
    const hosts = { count: 2, waiting: 500, oldestWaitingMs: 3 * 3_600_000, blocked: 0, inHand: 0 }
    const { text } = verdictOf(aSample({ line: { hosts, endedPerMinute: 0 } }))
    expect(text).toBe('All is well: 0 pages a minute, and nothing waits longer than 3h')
    const aside = verdictOf(aSample({ line: { hosts: { ...hosts, oldestWaitingMs: null } } }))
    expect(aside.text).toBe('All is well: 12 pages a minute, and 500 wait at their hosts, put off on purpose')
    const soon = verdictOf(aSample({ line: { hosts: { ...hosts, oldestWaitingMs: 400 } } }))
    expect(soon.text).toBe('All is well: 12 pages a minute, and nothing waits longer than a second')
  })

  it('counts what needs somebody, and is as bad as the worst of it', () => {
    expect(verdictOf(aSample({ alarms: [anAlarm('warning')] }))).toEqual({
      level: 'warning',
      text: 'One thing needs you',
    })
    const both = verdictOf(aSample({ alarms: [anAlarm('warning'), anAlarm('critical')] }))
    expect(both).toEqual({ level: 'critical', text: '2 things need you' })
  })

  it('never says that all is well where that is not known', () => {
    expect(verdictOf(aSample({ redis: 'away' })).level).toBe('critical')
    expect(verdictOf(aSample({ archive: 'away' })).level).toBe('warning')
  })

  it('names what is paused', () => {
    const stages = [aStage({ isPaused: true }), aStage({ stage: 'classify-stance', isPaused: true })]
    expect(verdictOf(aSample({ line: { stages } })).text).toBe('All is well, with PARSE and CLASSIFY STANCE paused')
  })
})
