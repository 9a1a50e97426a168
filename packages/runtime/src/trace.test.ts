import { readTrace, Trace, traceLine } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { aFind, aPage } from '../test/messages.ts'
import { traceOf, traceThrough } from './trace.ts'

const queuedMs = Date.parse('2026-03-03T09:00:00.000Z')
const aJob = (data: unknown, more = {}) => ({ data, timestamp: queuedMs, attemptsStarted: 1, ...more })

describe('a trace', () => {
  it('begins with who found the address and when', () => {
    const found = { ...aFind('a'), sourceId: 'courier' }
    expect(traceOf(aJob(found))).toEqual({ discoveredAt: found.discoveredAt, sourceId: 'courier', steps: [] })
  })

  it('gains a step with each stage: waited until the last try, worked in it', () => {
    const trace = traceLine({ discoveredAt: '2026-03-03T08:59:00.000Z', sourceId: null, steps: [] })
    const fetched = traceThrough('fetch', aJob({ ...aFind('a'), trace }, { processedOn: queuedMs + 40 }), queuedMs + 90)
    const job = aJob({ ...aPage('a'), trace: fetched }, { processedOn: queuedMs + 500, attemptsStarted: 3 })
    expect(readTrace(traceThrough('parse', job, queuedMs + 507)).steps).toEqual([
      { stage: 'fetch', queuedAt: '2026-03-03T09:00:00.000Z', waitedMs: 40, workedMs: 50, tries: 1 },
      { stage: 'parse', queuedAt: '2026-03-03T09:00:00.000Z', waitedMs: 500, workedMs: 7, tries: 3 },
    ])
  })

  it('counts no time below zero where clocks disagree', () => {
    const line = traceThrough('fetch', aJob(aFind('a'), { processedOn: queuedMs - 70 }), queuedMs - 90)
    expect(readTrace(line).steps[0]).toMatchObject({ waitedMs: 0, workedMs: 0 })
  })

  it.each([
    ['nothing', undefined],
    ['no message', 'text'],
    ['a trace of no use', { ...aFind('a'), trace: { steps: 'many' } }],
    ['a line of no use', { ...aFind('a'), trace: '1,courier;nowhere' }],
    ['a page of a version that knew no traces', aPage('a')],
  ])('can be told of a job that carries %s', (_, data) => {
    const line = traceThrough('parse', aJob(data, { timestamp: Number.NaN, attemptsStarted: Number.NaN }), queuedMs)
    expect(Trace.parse(readTrace(line)).steps).toHaveLength(1)
  })
})
