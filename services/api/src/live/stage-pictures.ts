import { Stage } from '@stancewire/contracts'
import type { StageWork } from '@stancewire/read-model'
import { type StageWorkload, type WorkerNote, workloadOf } from '@stancewire/runtime'
import type { LineSample } from '../line-sample.ts'
import type { ArchiveFigures } from './archive-figures.ts'
import type { Picture } from './picture.ts'

type StagePicture = Picture['line']['stages'][number]

/** What the line, its processes and the archive tell; what is away is `undefined`. */
type Told = {
  readonly sample: LineSample | undefined
  readonly workers: readonly WorkerNote[] | undefined
  readonly figures: ArchiveFigures | undefined
  /** Runs a minute that the line accepted. */
  readonly accepted: number | null
}

const unknown = {
  ...{ waiting: null, waitingReplays: null, active: null, delayed: null, failed: null, workers: null },
  ...{ oldestWaitingMs: null, isPaused: null, paused: null },
}

/** How each stage stands, top to bottom: as the line, those who work on it and the archive tell it; what none can tell now is `null`. */
export function stagePictures({ sample, workers, figures, accepted }: Told): StagePicture[] {
  const workloads = Stage.options.map((stage) => workloadNow(stage, sample, workers))
  return Stage.options.map((stage, at) => {
    const workload = workloads[at]
    return {
      stage,
      ...(sample ? queueOf(sample, stage) : unknown),
      inPerMinute: at === 0 ? accepted : (workloads[at - 1]?.passed ?? null),
      outPerMinute: workload ? workload.passed + workload.ended + workload.failed : null,
      ...{ p50Ms: workload?.p50Ms ?? null, p95Ms: workload?.p95Ms ?? null },
      ...workOf(figures, stage, workload),
    }
  })
}

/** Events a minute that the stages published; `null` where that is not known of one of them. */
export function eventsPerMinute({ sample, workers }: Pick<Told, 'sample' | 'workers'>): number | null {
  const events = Stage.options.map((stage) => workloadNow(stage, sample, workers)?.events)
  return events.reduce<number | null>((all, each) => (all === null || each === undefined ? null : all + each), 0)
}

const noWork: StageWorkload = { passed: 0, ended: 0, failed: 0, events: 0, passedOfHour: 0, p50Ms: null, p95Ms: null }

/** Where nobody works, nothing is done; where somebody does who does not tell, it is not known how much. */
function workloadNow(stage: Stage, sample: LineSample | undefined, workers: readonly WorkerNote[] | undefined) {
  if (!workers) return undefined
  const isDeserted = sample?.queues.find(({ queue }) => queue === stage)?.workers === 0
  return workloadOf(workers, stage) ?? (isDeserted ? noWork : undefined)
}

function queueOf({ queues, pauses }: LineSample, stage: Stage) {
  const state = queues.find(({ queue }) => queue === stage)
  if (!state) return unknown
  const { queue: _, ...counts } = state
  const paused = pauses.find(({ kind, name }) => kind === 'stage' && name === stage) ?? null
  return { ...counts, waiting: state.waiting - state.waitingReplays, paused }
}

/** Both are counted from below: the archive knows of runs that have ended since, and a process of what it did since it began. */
function workOf(figures: ArchiveFigures | undefined, stage: Stage, workload: StageWorkload | undefined) {
  const work = figures?.lastHour.filter((each) => each.stage === stage) ?? []
  const archived = figures ? sum(work.filter(({ outcome }) => outcome === 'passed')) : undefined
  const passed = Math.max(archived ?? -1, workload?.passedOfHour ?? -1)
  const ends = work.filter(({ outcome }) => outcome !== 'passed')
  return {
    passed: passed < 0 ? null : passed,
    ends: Object.fromEntries(ends.map(({ outcome, count }) => [outcome, count])),
  }
}

function sum(work: readonly StageWork[]): number {
  return work.reduce((all, { count }) => all + count, 0)
}
