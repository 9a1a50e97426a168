import type { JobOfRun } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import { idOf } from '../../test/events.ts'
import { judgeRun } from './missing-runs.ts'

const urlId = idOf('u', 1)
const ref = { urlId, run: 1 }
const nowMs = 1_000_000
const jobOf = (is: JobOfRun['is'], finishedAtMs: number | null = null): JobOfRun => ({
  stage: 'fetch',
  id: 'fetch-1',
  is,
  finishedAtMs,
})
const mark = { urlId, run: 1, ends: new Map<number, string>(), hasEntry: true }
const nowhere = { ref, isWaiting: false, isHeld: false, jobs: [], mark }

describe('judgeRun', () => {
  it.each<[string, Partial<Parameters<typeof judgeRun>[0]>]>([
    ['waits at its host', { isWaiting: true }],
    ['has ended', { mark: { ...mark, ends: new Map([[1, 'url.stopped']]) } }],
    ['has a job that nobody has finished, beside others', { jobs: [jobOf('done', 1), jobOf('pending')] }],
    ['holds a slot and has no job yet: a sweep adds it', { isHeld: true }],
    ['failed a moment ago: its end is on the way', { jobs: [jobOf('failed', nowMs - 5_000)] }],
  ])('finds nothing wrong with a run that %s', (_, standing) => {
    expect(judgeRun({ ...nowhere, ...standing }, nowMs)).toBeUndefined()
  })

  it.each<[string, Partial<Parameters<typeof judgeRun>[0]>, object]>([
    ['stands nowhere', {}, { isHeld: false, hasEntry: true }],
    ['has only jobs that are done', { jobs: [jobOf('done', 1)] }, { isHeld: false, hasEntry: true }],
    [
      'holds a slot for a job that is done',
      { isHeld: true, jobs: [jobOf('done', 1)] },
      { isHeld: true, hasEntry: true },
    ],
    ['holds a slot for a job in no list', { isHeld: true, jobs: [jobOf('adrift')] }, { isHeld: true, hasEntry: true }],
    ['lost its first message too', { mark: { ...mark, hasEntry: false } }, { hasEntry: false }],
    ['is not the one whose message is kept', { mark: { ...mark, run: 2 } }, { hasEntry: false }],
    ['lost its mark too', { mark: undefined }, { hasEntry: false }],
  ])('finds a run lost that %s', (_, standing, lost) => {
    expect(judgeRun({ ...nowhere, ...standing }, nowMs)).toMatchObject({ is: 'lost', ref, ...lost })
  })

  it('finds that the end of a failed job is overdue', () => {
    const job = jobOf('failed', nowMs - 61_000)
    expect(judgeRun({ ...nowhere, jobs: [job] }, nowMs)).toEqual({ is: 'unended', ref, job })
  })
})
