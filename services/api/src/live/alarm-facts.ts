import type { WorkerNote } from '@stancewire/runtime'
import type { LineSample } from '../line-sample.ts'
import type { ArchiveFigures } from './archive-figures.ts'
import type { Alarm } from './picture.ts'
import type { SourceStates } from './source-states.ts'
import type { StreamGroup } from './stream-groups.ts'

/** What alarms are found in. What is away or not known yet is `undefined`. */
export type AlarmFacts = {
  readonly sample: LineSample | undefined
  readonly isFull: boolean
  readonly workers: readonly WorkerNote[] | undefined
  readonly groups: readonly StreamGroup[] | undefined
  readonly isArchiveAway: boolean
  readonly figures: ArchiveFigures | undefined
  readonly sources: Omit<SourceStates, 'total'> | undefined
  readonly sourcesTotal: number
}

/** An alarm, but for since when it stands. */
export type Raised = Omit<Alarm, 'since'> & {
  /** It is told of once it has stood for so long; at once by default. */
  readonly holdsMs?: number
}

/** One rule of the closed list: what it finds wrong. */
export type Rule = (facts: AlarmFacts) => readonly Raised[]

/** A number as it is read: with thin groups of three. */
export const figure = new Intl.NumberFormat('en').format

/** A span of time as it is said: in its largest unit. */
export function spoken(ms: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const
  const [name, unitMs] = units.find(([, each]) => ms >= each) ?? ['second', 1_000]
  const count = Math.max(1, Math.round(ms / unitMs))
  return `${figure(count)} ${name}${count === 1 ? '' : 's'}`
}

/** `3 runs`, `1 run`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`
}

/** A page, and what it shall show. */
export function pageOf(path: string, query: Readonly<Record<string, string>> = {}): string {
  const asked = new URLSearchParams(query).toString()
  return asked === '' ? path : `${path}?${asked}`
}
