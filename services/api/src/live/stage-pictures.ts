import { Stage } from '@stancewire/contracts'
import type { StageWork } from '@stancewire/read-model'
import type { LineSample } from '../line-sample.ts'
import type { ArchiveFigures } from './archive-figures.ts'
import type { Picture } from './picture.ts'

type StagePicture = Picture['line']['stages'][number]
type Rates = { readonly accepted: number | null }

const unknown = {
  ...{ waiting: null, waitingReplays: null, active: null, delayed: null, failed: null, workers: null },
  ...{ oldestWaitingMs: null, isPaused: null, paused: null },
}

/** How each stage stands, top to bottom: as the line says it, and as the archive does; what neither can tell now is `null`. */
export function stagePictures(
  sample: LineSample | undefined,
  figures: ArchiveFigures | undefined,
  { accepted }: Rates,
): StagePicture[] {
  return Stage.options.map((stage, at) => {
    const before = Stage.options[at - 1]
    const inPerMinute = before === undefined ? accepted : rateOf(figures, before, ({ outcome }) => outcome === 'passed')
    return {
      stage,
      ...(sample ? queueOf(sample, stage) : unknown),
      inPerMinute,
      outPerMinute: rateOf(figures, stage, () => true),
      ...workOf(figures, stage),
    }
  })
}

function queueOf({ queues, pauses }: LineSample, stage: Stage) {
  const state = queues.find(({ queue }) => queue === stage)
  if (!state) return unknown
  const { queue: _, ...counts } = state
  const paused = pauses.find(({ kind, name }) => kind === 'stage' && name === stage) ?? null
  return { ...counts, waiting: state.waiting - state.waitingReplays, paused }
}

function rateOf(figures: ArchiveFigures | undefined, stage: Stage, isMeant: (work: StageWork) => boolean) {
  if (!figures) return null
  const { work, minutes } = figures.lately
  const count = sum(work.filter((each) => each.stage === stage && isMeant(each)))
  return Math.round((10 * count) / minutes) / 10
}

function workOf(figures: ArchiveFigures | undefined, stage: Stage) {
  if (!figures) return { p50Ms: null, p95Ms: null, passed: null, ends: {} }
  const work = figures.lastHour.filter((each) => each.stage === stage)
  const ends = work.filter(({ outcome }) => outcome !== 'passed')
  const duration = figures.durations.find((each) => each.stage === stage)
  return {
    ...{ p50Ms: duration?.p50Ms ?? null, p95Ms: duration?.p95Ms ?? null },
    passed: sum(work.filter(({ outcome }) => outcome === 'passed')),
    ends: Object.fromEntries(ends.map(({ outcome, count }) => [outcome, count])),
  }
}

function sum(work: readonly StageWork[]): number {
  return work.reduce((all, { count }) => all + count, 0)
}
