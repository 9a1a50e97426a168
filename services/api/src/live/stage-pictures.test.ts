import { Stage } from '@stancewire/contracts'
import type { WorkerNote } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import type { LineSample } from '../line-sample.ts'
import type { ArchiveFigures } from './archive-figures.ts'
import { eventsPerMinute, stagePictures } from './stage-pictures.ts'

/** A process that was done with so many runs of its stage within the last minute. */
function aWorker(stage: Stage, did: Partial<WorkerNote['stages'][number]['minute']>, passedOfHour = 0): WorkerNote {
  const minute = { passed: 0, ended: 0, failed: 0, events: 0, ...did }
  return {
    ...{ service: stage, host: 'h', pid: 1, version: '0', concurrency: 4, rssBytes: 1, lagMs: 1 },
    ...{ startedAtMs: 0, seenAtMs: 0, stages: [{ stage, minute, passedOfHour, took: [[60, 10]] }] },
  }
}

/** A line at whose stages so many processes work. */
function aSample(workers: Partial<Record<Stage, number>> = {}): LineSample {
  return {
    queues: Stage.options.map((queue) => ({
      ...{ queue, waiting: 0, waitingReplays: 0, active: 0, delayed: 0, failed: 0, workers: workers[queue] ?? 0 },
      ...{ oldestWaitingMs: null, isPaused: false },
    })),
    pauses: [],
  } as unknown as LineSample
}

const nothingEnded: ArchiveFigures = { lastHour: [], failures: [], deadLetters: 0 }
const told = { sample: aSample({ fetch: 1 }), figures: nothingEnded, accepted: 60 }

describe('a stage', () => {
  it('whose next one has stopped still tells what it passes on, though no run has ended', () => {
    const workers = [aWorker('fetch', { passed: 60 }, 3_600)]
    const [fetch, parse, deduplicate] = stagePictures({ ...told, workers })
    expect(fetch).toMatchObject({ inPerMinute: 60, outPerMinute: 60, passed: 3_600 })
    expect(fetch?.p50Ms).toBeGreaterThan(100)
    expect(parse).toMatchObject({ inPerMinute: 60, outPerMinute: 0, passed: 0, p50Ms: null })
    expect(deduplicate).toMatchObject({ inPerMinute: 0, outPerMinute: 0 })
  })

  it('is told of by all who work on it, with what ended there and what was given up', () => {
    const workers = [
      aWorker('fetch', { passed: 10, ended: 3 }),
      aWorker('fetch', { passed: 20, failed: 2 }),
      aWorker('parse', { passed: 25, ended: 5 }),
    ]
    const [fetch, parse] = stagePictures({ ...told, workers })
    expect(fetch).toMatchObject({ outPerMinute: 35 })
    expect(parse).toMatchObject({ inPerMinute: 30, outPerMinute: 30 })
  })

  it('at which processes of a version work that does not tell has no rates, rather than wrong ones', () => {
    const workers = [{ ...aWorker('fetch', {}), stages: [] }]
    const [fetch, parse] = stagePictures({ ...told, workers })
    expect(fetch).toMatchObject({ outPerMinute: null, p50Ms: null })
    expect(parse).toMatchObject({ inPerMinute: null, outPerMinute: 0 })
  })

  it('remembers by the archive what it passed on before its process began anew', () => {
    const figures = { ...nothingEnded, lastHour: [{ stage: 'fetch', outcome: 'passed', count: 900, workedMs: 1 }] }
    const workers = [aWorker('fetch', {}, 12)]
    expect(stagePictures({ ...told, figures, workers })[0]?.passed).toBe(900)
    expect(stagePictures({ ...told, figures, workers: undefined })[0]).toMatchObject({
      passed: 900,
      outPerMinute: null,
    })
    expect(stagePictures({ ...told, figures: undefined, workers: undefined })[0]?.passed).toBeNull()
  })
})

describe('the events of the line', () => {
  it('are those of every stage', () => {
    const sample = aSample({ fetch: 1, parse: 1, deduplicate: 1 })
    const workers = [
      aWorker('fetch', { events: 1 }),
      aWorker('parse', { events: 12 }),
      aWorker('deduplicate', { events: 30 }),
    ]
    expect(eventsPerMinute({ sample, workers })).toBe(43)
    expect(eventsPerMinute({ sample, workers: workers.slice(1) })).toBeNull()
    expect(eventsPerMinute({ sample: undefined, workers: undefined })).toBeNull()
  })
})
