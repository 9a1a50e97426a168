import type { WorkerNote } from '@stancewire/runtime'
import { usualBlockMs } from '@stancewire/storage'
import { LineAwayError } from '../line-connection.ts'
import type { LineSample } from '../line-sample.ts'
import type { Deps } from '../server.ts'
import { findAlarms, openAlarmBook } from './alarms.ts'
import { type ArchiveFigures, openArchiveFigures } from './archive-figures.ts'
import { openMeter } from './meter.ts'
import type { Picture } from './picture.ts'
import { openSourceStates } from './source-states.ts'
import { eventsPerMinute, stagePictures } from './stage-pictures.ts'
import type { StreamGroup } from './stream-groups.ts'

/** What of the line's Redis only the picture looks at. Each rejects within a second while it is away. */
export type LineNotes = {
  workers(): Promise<WorkerNote[]>
  groups(): Promise<StreamGroup[]>
}

type PictureDeps = Pick<Deps, 'database' | 'sources' | 'added' | 'readFeeds' | 'sampleLine' | 'lineNotes' | 'log'>

/** Takes pictures of the whole line. One is taken within a second whatever is away: it says so. */
export function openPictures(deps: PictureDeps, now = Date.now): () => Promise<Picture> {
  const { sampleLine, lineNotes, sources, log } = deps
  const figuresOf = openArchiveFigures(deps.database)
  const sourceStates = openSourceStates(deps)
  const book = openAlarmBook()
  const meter = openMeter<'accepted' | 'ended'>()
  const unlessAway = <Result>(asked: Promise<Result>): Promise<Result | undefined> =>
    asked.catch((error: unknown) => {
      if (!(error instanceof LineAwayError)) log.warn({ err: error }, 'the line could not be looked at')
      return undefined
    })

  return async () => {
    const sampled = unlessAway(sampleLine())
    const [sample, workers, groups, { result: figures, isAway }, states] = await Promise.all([
      sampled,
      unlessAway(lineNotes.workers()),
      unlessAway(lineNotes.groups()),
      figuresOf(),
      sourceStates(sampled.then((found) => found?.pauses ?? [])),
    ])
    const nowMs = now()
    const fullOf = sample ? fullnessOf(sample) : null
    const rates = sample ? meter(sample.atMs, sample.runs) : { accepted: null, ended: null }
    const raised = findAlarms({
      ...{ sample, workers, groups, figures, sources: states },
      ...{ isFull: fullOf !== null, isArchiveAway: isAway, sourcesTotal: states?.total ?? sources.length },
    })
    return {
      at: new Date(nowMs).toISOString(),
      redis: sample ? 'there' : 'away',
      archive: isAway ? 'away' : 'there',
      line: linePicture({ sample, workers, figures }, { fullOf, rates }),
      workers: (workers ?? []).map(workerPicture),
      consumers: consumersOf(sample, groups ?? []),
      sources: states ?? { total: sources.length, ...nothingWrong },
      alarms: book(raised, nowMs),
    }
  }
}

const nothingWrong = { silentCount: 0, failingCount: 0, silent: [], failing: [] }

type Rates = { readonly accepted: number | null; readonly ended: number | null }
type Fullness = Picture['line']['fullOf']

type Told = {
  readonly sample: LineSample | undefined
  readonly workers: readonly WorkerNote[] | undefined
  readonly figures: ArchiveFigures | undefined
}

function linePicture(told: Told, { fullOf, rates }: { fullOf: Fullness; rates: Rates }): Picture['line'] {
  const { sample } = told
  return {
    inFlight: sample ? inFlight(sample) : null,
    limit: sample?.runs.inFlightMax ?? null,
    isFull: sample ? fullOf !== null : null,
    fullOf,
    ...{ acceptedPerMinute: rates.accepted, endedPerMinute: rates.ended, eventsPerMinute: eventsPerMinute(told) },
    memory: sample ? memoryOf(sample) : null,
    stages: stagePictures({ ...told, accepted: rates.accepted }),
    hosts: sample ? hostsOf(sample) : null,
    replays: sample?.replays ?? null,
  }
}

function inFlight({ runs }: LineSample): number {
  return Math.max(0, runs.accepted - runs.ended)
}

/** As the edge of the line judges it. */
function fullnessOf(sample: LineSample): Fullness {
  if (inFlight(sample) >= sample.runs.inFlightMax) return 'runs'
  const { usedBytes, maxBytes, shareMax, neededBytes } = sample.memory
  return maxBytes !== null && usedBytes + neededBytes >= maxBytes * shareMax ? 'memory' : null
}

function memoryOf({ memory: { usedBytes, maxBytes, shareMax } }: LineSample) {
  return { usedBytes, maxBytes, share: maxBytes === null ? null : usedBytes / maxBytes, shareMax }
}

function hostsOf({ hosts: { count, waiting, oldestMs, busiest }, hostDelayMs }: LineSample) {
  return {
    ...{ count, waiting, oldestWaitingMs: oldestMs },
    blocked: busiest.filter(({ blockedMs }) => blockedMs > usualBlockMs(hostDelayMs)).length,
    inHand: busiest.reduce((sum, { held }) => sum + held, 0),
  }
}

function workerPicture({ startedAtMs, seenAtMs, stages: _, ...note }: WorkerNote): Picture['workers'][number] {
  return { ...note, startedAt: new Date(startedAtMs).toISOString(), seenAt: new Date(seenAtMs).toISOString() }
}

function consumersOf(sample: LineSample | undefined, groups: readonly StreamGroup[]): Picture['consumers'] {
  const ofGroups = groups.map((group) => ({ ...group, kind: 'group' as const }))
  const lagMs = sample?.archiveBehindMs ?? null
  if (lagMs === null) return ofGroups
  const archive = { name: 'archive', kind: 'archive' as const, lagMs, lagEvents: null, pending: 0, isLapsed: false }
  return [archive, ...ofGroups]
}
